package simulation

import (
	"fmt"
	"strconv"
	"strings"
)

// A Fault is one thing that goes wrong, or one freedom that the platform takes.
// Its key says where: it stays the same when other faults are left out, which is
// what lets a scenario shrink.
type Fault struct {
	Kind Kind
	Key  string // "" for those that hold for a whole run
}

// Kind names a fault.
type Kind string

// The freedoms that the platform takes, for a whole run.
const (
	Alone       Kind = "alone"       // each message in a batch of its own; the calm run
	BatchSize   Kind = "batch-size"  // batches are smaller than the largest allowed
	Order       Kind = "order"       // messages are delivered out of order
	Concurrency Kind = "concurrency" // several batches at the same time
	Isolates    Kind = "isolates"    // several isolates, each with its own module-level state
	Latency     Kind = "latency"     // every operation takes its own time
	Gaps        Kind = "gaps"        // messages are sent over a while
	Outage      Kind = "outage"      // a service fails until the last attempt
)

// The faults of one delivery, request or cron run. Their key names its first
// message and attempt.
const (
	Duplicate Kind = "duplicate" // delivered twice
	LostAck   Kind = "lost-ack"  // delivered again, though it was acknowledged
	LateAck   Kind = "late-ack"  // the outcome is known later
	Restart   Kind = "restart"   // everything but what is stored ends at once
	Jump      Kind = "clock-jump"
	LateRun   Kind = "late-run" // a cron trigger fires late
	SlowRun   Kind = "slow-run" // a cron run takes so long that the next one begins meanwhile
)

// The faults of one operation. Their key ends with its number in the invocation.
const (
	Refused    Kind = "refused"     // the operation fails, and does not happen
	LostAnswer Kind = "lost-answer" // it happens, but fails for the script
	Hang       Kind = "hang"        // no answer ever comes
	Death      Kind = "death"       // the isolate ends before it
	DeathAfter Kind = "death-after" // the isolate ends after it happened
	Busy       Kind = "status-429"  // the service answers 429
	Broken     Kind = "status-503"  // the service answers 503
	Evicted    Kind = "evicted"     // the cache has lost the entry
)

// String is the fault as the command line has it.
func (f Fault) String() string {
	if f.Key == "" {
		return string(f.Kind)
	}
	return string(f.Kind) + ":" + f.Key
}

// about says for people what a fault means.
var about = map[Kind]string{
	Alone:       "every message is delivered alone",
	BatchSize:   "batches are smaller than max_batch_size",
	Order:       "messages are delivered out of order",
	Concurrency: "several batches are handled at the same time",
	Isolates:    "several isolates run the Worker",
	Latency:     "every operation takes its own time",
	Gaps:        "messages arrive over a while",
	Outage:      "the service is out of order until the last attempt",
	Duplicate:   "the message is delivered twice",
	LostAck:     "the acknowledgement is lost, so the message comes again",
	LateAck:     "the outcome reaches the queue late",
	Restart:     "everything is restarted, in the middle of it",
	Jump:        "the clock jumps ahead",
	Refused:     "the operation fails, and has not happened",
	LostAnswer:  "the operation happened, but its answer is lost",
	Hang:        "no answer ever comes",
	Death:       "the isolate dies before the operation",
	DeathAfter:  "the isolate dies after the operation happened",
	Busy:        "the service answers 429 Too Many Requests",
	Broken:      "the service answers 503 Service Unavailable",
	Evicted:     "the cache has lost the entry",
	LateRun:     "the cron trigger fires late",
	SlowRun:     "the cron run takes so long that the next one begins",
}

// aboutItem is about for one thing that comes from outside: of a message the
// queues know what became, of a request its client.
func aboutItem(item string, k Kind) string {
	switch {
	case item == "request" && k == Duplicate:
		return "the request reaches the Worker twice"
	case item == "request" && k == LostAck:
		return "the answer is lost, so the client asks again"
	case item == "cron run" && k == Duplicate:
		return "the trigger fires twice"
	case item == "cron run" && k == LostAck:
		return "nobody learns that the run succeeded, so it is repeated"
	}
	return about[k]
}

// A Scenario is one run. The same scenario gives the same trace.
type Scenario struct {
	Seed uint64
	// Faults are those that happen; nil draws them from the seed.
	Faults []Fault
	// Messages are those things of the workload that come, by number: messages,
	// requests and the runs of cron triggers; nil is all.
	Messages []int
}

// Kinds lists every kind of fault.
func Kinds() []Kind {
	return []Kind{Alone, BatchSize, Order, Concurrency, Isolates, Latency, Gaps, Outage, Duplicate, LostAck, LateAck, Restart, Jump, LateRun, SlowRun,
		Refused, LostAnswer, Hang, Death, DeathAfter, Busy, Broken, Evicted}
}

// ParseKinds reads names of faults that are separated by commas.
func ParseKinds(text string) ([]Kind, error) {
	faults, err := ParseFaults(text)
	var out []Kind
	for _, f := range faults {
		out = append(out, f.Kind)
	}
	return out, err
}

// ParseFaults reads what FormatFaults wrote. "none" is no fault at all.
func ParseFaults(text string) ([]Fault, error) {
	out := []Fault{}
	if text == "none" {
		return out, nil
	}
	for _, word := range strings.Split(text, ",") {
		kind, key, _ := strings.Cut(word, ":")
		if _, ok := about[Kind(kind)]; !ok {
			var all []string
			for _, k := range Kinds() {
				all = append(all, string(k))
			}
			return nil, fmt.Errorf("there is no fault %q: there are %s", kind, strings.Join(all, ", "))
		}
		out = append(out, Fault{Kind(kind), key})
	}
	return out, nil
}

// FormatFaults writes faults as the command line has them.
func FormatFaults(faults []Fault) string {
	if len(faults) == 0 {
		return "none"
	}
	words := make([]string, len(faults))
	for n, f := range faults {
		words[n] = f.String()
	}
	return strings.Join(words, ",")
}

// ParseMessages reads numbers that are separated by commas.
func ParseMessages(text string) ([]int, error) {
	var out []int
	for _, word := range strings.Split(text, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is not the number of a message: write such as 0,3", word)
		}
		out = append(out, n)
	}
	return out, nil
}

// FormatMessages writes what ParseMessages reads.
func FormatMessages(messages []int) string {
	words := make([]string, len(messages))
	for n, m := range messages {
		words[n] = strconv.Itoa(m)
	}
	return strings.Join(words, ",")
}

// Flags is the rest of the command line that replays a scenario.
func (sc Scenario) Flags() string {
	text := fmt.Sprintf("--seed %d", sc.Seed)
	if sc.Faults != nil {
		text += " --faults " + FormatFaults(sc.Faults)
	}
	if sc.Messages != nil {
		text += " --messages " + FormatMessages(sc.Messages)
	}
	return text
}
