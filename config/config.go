// Package config reads a Worker's configuration: a TOML, JSON or JSONC file, the .dev.vars and .env files beside it, and what the
// command line adds.
//
// It knows the file formats, which keys exist, what values they take, what a named environment inherits, and where in which file
// everything was written, so that every problem can be shown at its place with a way out. All formats become one tree, and one set of
// rules reads it.
//
// It does not know what any of it is for: it opens no database, bundles no script and starts no queue.
package config

// What a consumer gets for a setting that its configuration leaves out: the values of the platform itself.
const (
	DefaultMaxBatchSize        = 10
	DefaultMaxBatchTimeout     = 5
	DefaultMaxRetries          = 3
	DefaultVisibilityTimeoutMS = 30_000
)

// The types a consumer can have.
const (
	TypeWorker   = "worker"    // batches are delivered to the script's queue handler
	TypeHTTPPull = "http_pull" // messages are kept for clients that pull them
)

// The forms of Paddock.MetricsTimestamp.
const (
	TimestampNumber = "number" // milliseconds since the epoch
	TimestampDate   = "date"   // a Date
)

// The values of Paddock.Order.
const (
	OrderFIFO       = "fifo"        // as they were sent
	OrderBestEffort = "best-effort" // shuffled at times, as the platform may
)

// Config is one Worker as its files describe it, for one environment, with every default filled in.
type Config struct {
	Path string // the configuration file, absolute; the script itself for a bare script
	Dir  string // the folder that relative paths start from
	Env  string // the named environment, or ""
	Name string // the Worker's name, with "-ENV" where the environment does not name itself
	Main string // the entry file, absolute

	CompatibilityDate  string // YYYY-MM-DD, or ""
	CompatibilityFlags []string

	Vars    map[string]any // values as encoding/json would give them; secrets and overrides included
	Secrets []string       // the names in Vars whose value came from .dev.vars or .env, sorted

	Producers []Producer
	Consumers []Consumer
	Crons     []Cron
	Bindings  []Binding // of the platform's other products
	Stubs     []Stub    // modules that stand in for bindings

	Rules      []Rule
	Alias      map[string]string
	Define     map[string]string
	TSConfig   string // absolute, or ""
	JSXFactory string // as written, or ""
	JSXFrag    string // as written, or ""
	Build      Build
	Limits     Limits
	Dev        Dev
	Paddock    Paddock

	// Files names every file that was read or looked for, absolute: a change to any of them, or its appearance, can change the result.
	Files []string

	// Bare is set for a script without a configuration: whether it consumes its queues is for its code to say.
	Bare bool

	// declared is every name in env with its types, for EnvInterface.
	declared []declaration
}

// Producer is a binding through which the script sends to a queue.
type Producer struct {
	Binding       string
	Queue         string
	DeliveryDelay *int // seconds; nil where none is set
	Pos           Pos
}

// Consumer is the one receiver of a queue.
type Consumer struct {
	Queue               string
	Type                string // TypeWorker or TypeHTTPPull
	MaxBatchSize        int
	MaxBatchTimeout     int // seconds
	MaxRetries          int
	MaxConcurrency      int    // 0: as many as the backlog asks for
	DeadLetterQueue     string // "" for none
	RetryDelay          int    // seconds
	VisibilityTimeoutMS int    // of a pull; 0 for a worker
	Pos                 Pos

	// Given lists the settings that the file makes itself, by their keys: the others may be set while it runs.
	Given []string
}

// Cron is one schedule of the scheduled handler.
type Cron struct {
	Expr string
	Pos  Pos
}

// Binding is a binding of one of the platform's other products. Where the product is not emulated the script gets a stand-in that
// explains itself.
type Binding struct {
	Key      string // the configuration key, such as "kv_namespaces"
	Product  string // the product's name for people
	Binding  string // the name in env; "" for a product without one
	Type     string // the TypeScript type of the binding
	Settings any    // what the product's own type holds, such as a KV; nil for a product that is not emulated
	Pos      Pos
}

// Emulated reports whether paddock stands in for the product.
func (b Binding) Emulated() bool { return b.Settings != nil }

// Rule says what kind of module the files matching its globs are.
type Rule struct {
	Type        string
	Globs       []string
	Fallthrough bool
	Pos         Pos
}

// Build is the command to run before the script is bundled.
type Build struct {
	Command  string   // "" for none
	Cwd      string   // absolute
	WatchDir []string // absolute; only with a command
}

// Limits bounds one invocation.
type Limits struct {
	CPUMs int // 0: the platform's default
}

// Dev holds the development server's address where the configuration sets one.
type Dev struct {
	IP   string // "" for the default
	Port int    // -1 for the default
}

// Paddock holds the settings of the [paddock] table, which belong to this program alone.
type Paddock struct {
	MetricsTimestamp       string           // TimestampNumber or TimestampDate
	StorageLimit           int64            // bytes a queue may hold; 0: the platform's
	RateLimit              int              // messages a second and queue; 0: none
	MessageRetentionPeriod int              // seconds; 0: the platform's default
	Order                  string           // OrderFIFO or OrderBestEffort
	Fast                   bool             // batches wait FastBatchTimeoutMS at most
	ApplyMigrations        bool             // of D1 databases, at the start
	Cron                   bool             // cron triggers run at their times
	APIPort                int              // where the API for queues is served too; -1: nowhere
	R2Notifications        []R2Notification `json:",omitempty"`
	Simulation             *Simulation      `json:",omitempty"` // nil without such a table
}

// FastBatchTimeoutMS is the longest that a batch waits to be filled where Paddock.Fast is set, in milliseconds.
const FastBatchTimeoutMS = 50

// The bounds of the settings in Paddock.
const (
	MaxStorageLimit = 1 << 50   // bytes
	MaxRateLimit    = 1_000_000 // messages a second
	MinRetention    = 60        // seconds
	MaxRetention    = 1_209_600 // seconds: 14 days
)

// paddockDefaults is what holds without a [paddock] table.
func paddockDefaults() Paddock {
	return Paddock{MetricsTimestamp: TimestampNumber, Order: OrderFIFO, Cron: true, APIPort: -1}
}
