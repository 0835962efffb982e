package main

import (
	"paddock/config"
)

// fidelity are the flags that say how closely queues follow the platform. They
// win over the [paddock] table of every configuration.
type fidelity struct {
	rate      int    // messages a second and queue; 0 for any number
	storage   int    // bytes a queue may hold
	retention int    // seconds
	order     string // config.OrderFIFO or config.OrderBestEffort
	fast      bool
}

func (o *fidelity) declare(f *flags) {
	f.whole(&o.rate, "rate-limit", "N", 0, config.MaxRateLimit, "messages a second that a queue takes; 0 for any number, the platform takes 5000 (default: 0)")
	f.whole(&o.storage, "storage-limit", "BYTES", 1, config.MaxStorageLimit, "how much a queue may hold (default: 25 GB)")
	f.whole(&o.retention, "retention", "SECONDS", config.MinRetention, config.MaxRetention, "how long a queue keeps a message (default: 4 days)")
	f.choice(&o.order, "order", []string{config.OrderFIFO, config.OrderBestEffort}, "as sent, or shuffled at times as the platform may")
	f.boolean(&o.fast, "fast", "let no batch wait longer than 50 ms for more messages")
}

// over puts what the command line gave over a configuration, now and whenever
// it is read again.
func (o *fidelity) over(f *flags, p project) project {
	return project{p.path, func() (*config.Config, *config.Report) {
		cfg, report := p.load()
		o.put(f, &cfg.Paddock)
		return cfg, report
	}}
}

func (o *fidelity) put(f *flags, p *config.Paddock) {
	if f.has("rate-limit") {
		p.RateLimit = o.rate
	}
	if f.has("storage-limit") {
		p.StorageLimit = int64(o.storage)
	}
	if f.has("retention") {
		p.MessageRetentionPeriod = o.retention
	}
	if f.has("order") {
		p.Order = o.order
	}
	if f.has("fast") {
		p.Fast = o.fast
	}
}
