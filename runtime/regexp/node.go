package regexp

// A node is a part of a parsed pattern. A nil node matches the empty string.
// Whether case is ignored is settled when parsing: sets hold every variant.
type node interface{}

type (
	// setNode consumes one code point, or code unit, of the set.
	setNode struct{ set set }
	// stringsNode consumes the longest of the strings that lets the rest match;
	// single characters are among them as set.
	stringsNode struct {
		set     set
		strings [][]rune // of two or more, or none
		fold    bool
	}
	seqNode   []node
	altNode   []node
	groupNode struct {
		index int
		body  node
	}
	// backNode matches again what one of the groups matched.
	backNode struct {
		groups []int
		name   string // resolved to groups when the whole pattern is read
		fold   bool
	}
	lookNode struct {
		body             node
		behind, negative bool
	}
	repeatNode struct {
		body        node
		min, max    int
		lazy        bool
		first, last int // the groups inside are those from first up to last
	}
	assertNode struct {
		kind  assertion
		words set // what \b takes for a word
	}
)

type assertion uint8

const (
	atStart assertion = iota
	atEnd
	atLineStart
	atLineEnd
	atBoundary
	notAtBoundary
)

// A tree is a parsed pattern.
type tree struct {
	root   node
	groups int
	names  []Name
}

// infinite is the max of a repeat without one.
const infinite = int(^uint32(0) >> 1)
