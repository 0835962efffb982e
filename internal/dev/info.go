package dev

import "paddock/config"

// Info describes one Worker for people.
type Info struct {
	Name    string
	Config  *config.Config // the newest that could be read, or nil
	Running bool           // some version serves
	Failure *Failure       // why the newest version does not run, or nil
}

// Workers describes every Worker, in the order of Options.Projects.
func (s *Session) Workers() []Info {
	var all []Info
	for _, w := range s.workers {
		all = append(all, Info{
			Name:    w.name(),
			Config:  w.conf.Load(),
			Running: w.current.Load() != nil,
			Failure: w.failure.Load(),
		})
	}
	return all
}
