package config

import (
	"os"
	"path/filepath"
	"strings"
)

// ForScript makes the configuration of a script that has none. Each of queues is NAME or NAME=BINDING: a queue that the script can send
// to, and that it consumes if it has a queue handler. The .dev.vars and .env files beside the script count as usual.
func ForScript(file string, queues []string, o Options) (*Config, *Report) {
	l := &loader{shown: file, options: o, report: &Report{}, config: &Config{Env: o.Env, Bare: true, Dev: Dev{Port: -1}, Paddock: paddockDefaults()}}
	l.reader = &reader{report: l.report}
	defer l.report.sort()
	if !l.locate(file) {
		return l.config, l.report
	}
	c := l.config
	c.Main, c.Build.Cwd = c.Path, c.Dir
	base := filepath.Base(file)
	c.Name = asWorkerName(strings.TrimSuffix(base, filepath.Ext(base)))
	l.watchVars()
	l.checkScript()
	for _, text := range queues {
		l.bareQueue(text)
	}
	l.checkNames(c, l.taken)
	l.variables()
	return c, l.report
}

func (l *loader) checkScript() {
	p := Problem{Pos: Pos{File: l.shown}, Severity: SeverityError}
	switch info, err := os.Stat(l.config.Main); {
	case err != nil:
		p.What, p.Fix = "there is no such file", "check the path"
		if near := nearestFile(l.config.Main); near != "" {
			p.Fix = "did you mean " + l.beside(near) + "?"
		}
	case info.IsDir():
		p.What, p.Fix = "is a folder, not a script", "name a file, or a configuration with -c"
	default:
		return
	}
	l.report.add(p)
}

// bareQueue reads one --queue NAME[=BINDING].
func (l *loader) bareQueue(text string) {
	queue, binding, named := strings.Cut(text, "=")
	if !named {
		binding = strings.ToUpper(asIdentifier(queue))
	}
	fail := func(what, fix string) {
		l.report.add(Problem{Severity: SeverityError, Key: "--queue", Value: quote(text), What: what, Fix: fix})
	}
	switch {
	case !validQueueName(queue):
		fix := "write --queue NAME or --queue NAME=BINDING"
		if better := asQueueName(queue); better != "" {
			fix = "write --queue " + better
			if named {
				fix += "=" + binding
			}
		}
		fail(queueNameRule, fix)
		return
	case !validIdentifier(binding):
		fail(bindingRule, "write --queue "+queue+"="+asIdentifier(binding))
		return
	}
	for _, p := range l.config.Producers {
		if p.Queue == queue {
			fail("the queue is named twice", "remove one of the two")
			return
		}
	}
	l.config.Producers = append(l.config.Producers, Producer{Binding: binding, Queue: queue})
	l.config.Consumers = append(l.config.Consumers, Consumer{Queue: queue, Type: TypeWorker, MaxBatchSize: DefaultMaxBatchSize,
		MaxBatchTimeout: DefaultMaxBatchTimeout, MaxRetries: DefaultMaxRetries})
	l.taken = append(l.taken, taken{name: binding, what: "the queue " + quote(queue), key: "--queue"})
	l.config.declared = append(l.config.declared, declaration{name: binding, types: []string{"Queue"}})
}
