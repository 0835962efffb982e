package assets

import "strings"

// A step is a try at answering a path: with a file, or with a redirect to where
// the file is served.
type step struct {
	file string
	to   string // "" to serve the file here
}

func serve(file string) step        { return step{file: file} }
func redirect(file, to string) step { return step{file, to} }

// An outcome is what answers a path: a file, or a redirect.
type outcome struct {
	file   string
	to     string
	status int // of the file
}

// find tries the steps for a path in turn, and then what handles those without
// a file. It reports false when nothing answers.
func (v view) find(p string, html HTMLHandling, notFound NotFoundHandling) (outcome, bool) {
	if out, ok := v.try(p, html, false); ok {
		return out, true
	}
	switch notFound {
	case SinglePage:
		if v.has("/index.html") {
			return outcome{file: "/index.html", status: 200}, true
		}
	case Page404:
		for dir := p; dir != ""; {
			dir = dir[:strings.LastIndexByte(dir, '/')]
			if page := dir + "/404.html"; v.has(page) {
				return outcome{file: page, status: 404}, true
			}
		}
	}
	return outcome{}, false
}

// try follows the steps. settled leaves redirects out: it finds what is served
// at a path itself.
func (v view) try(p string, html HTMLHandling, settled bool) (outcome, bool) {
	for _, s := range stepsFor(p, html) {
		if !v.has(s.file) {
			continue
		}
		if s.to == "" {
			return outcome{file: s.file, status: 200}, true
		}
		if !settled && v.leads(s, html) {
			return outcome{to: s.to}, true
		}
	}
	return outcome{}, false
}

// leads reports whether a redirect ends at its file: it does not where another
// file is served at its destination.
func (v view) leads(s step, html HTMLHandling) bool {
	if v.has(s.to) {
		return false
	}
	there, ok := v.try(s.to, html, true)
	return ok && there.file == s.file
}

// stepsFor lists what may answer a path, in the order of preference.
func stepsFor(p string, html HTMLHandling) []step {
	switch html {
	case ForceTrailingSlash:
		return forceSlash(p)
	case DropTrailingSlash:
		return dropSlash(p)
	case NoHTML:
		return []step{serve(p)}
	}
	return autoSlash(p)
}

func autoSlash(p string) []step {
	var steps []step
	if dir, ok := strings.CutSuffix(p, "/index"); ok {
		steps = []step{serve(p), redirect(p+".html", dir+"/"), redirect(dir+".html", dir)}
	} else if dir, ok := strings.CutSuffix(p, "/index.html"); ok {
		steps = []step{redirect(p, dir+"/"), redirect(dir+".html", dir)}
	} else if page, ok := strings.CutSuffix(p, "/"); ok {
		steps = []step{serve(p + "index.html"), redirect(page+".html", page)}
	} else if page, ok := strings.CutSuffix(p, ".html"); ok {
		steps = []step{redirect(p, page), redirect(page+"/index.html", page+"/")}
	}
	return append(steps, serve(p), serve(p+".html"), redirect(p+"/index.html", p+"/"))
}

func forceSlash(p string) []step {
	var steps []step
	if dir, ok := strings.CutSuffix(p, "/index"); ok {
		steps = []step{serve(p), redirect(p+".html", dir+"/"), redirect(dir+".html", dir+"/")}
	} else if dir, ok := strings.CutSuffix(p, "/index.html"); ok {
		steps = []step{redirect(p, dir+"/"), redirect(dir+".html", dir+"/")}
	} else if page, ok := strings.CutSuffix(p, "/"); ok {
		steps = []step{serve(p + "index.html"), serve(page + ".html")}
	} else if page, ok := strings.CutSuffix(p, ".html"); ok {
		steps = []step{redirect(p, page+"/"), serve(p), redirect(page+"/index.html", page+"/")}
	}
	return append(steps, serve(p), redirect(p+".html", p+"/"), redirect(p+"/index.html", p+"/"))
}

func dropSlash(p string) []step {
	var steps []step
	if p == "/" {
		steps = []step{serve("/index.html")}
	} else if p == "/index" || p == "/index.html" {
		steps = []step{serve("/index"), redirect("/index.html", "/")}
		if p == "/index.html" {
			steps = steps[1:]
		}
	} else if dir, ok := strings.CutSuffix(p, "/index"); ok {
		steps = []step{serve(p), redirect(dir+".html", dir), redirect(p+".html", dir)}
	} else if dir, ok := strings.CutSuffix(p, "/index.html"); ok {
		steps = []step{redirect(p, dir), serve(p), redirect(dir+".html", dir)}
	} else if page, ok := strings.CutSuffix(p, "/"); ok {
		steps = []step{redirect(page+".html", page), redirect(page+"/index.html", page)}
	} else if page, ok := strings.CutSuffix(p, ".html"); ok {
		steps = []step{redirect(p, page), redirect(page+"/index.html", page)}
	}
	return append(steps, serve(p), serve(p+".html"), serve(p+"/index.html"))
}
