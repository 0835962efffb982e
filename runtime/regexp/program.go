package regexp

// An op is what an instruction does. Those that read a character read the one
// before the position when back is set, as lookbehind does.
type op uint8

const (
	opMatch   op = iota
	opChar       // r
	opTable      // a member of table
	opAny        // any one
	opText       // text x, as a whole
	opLoop       // table, from min to max times; see loop in loops.go
	opJump       // to x
	opSplit      // to x, and to y should that fail
	opGuard      // on when table has what comes next, else to y; to y should it fail, unless commit
	opSave       // position into capture x
	opClear      // captures from x up to y
	opZero       // counter x
	opCounter    // counter x below min: on; at max: to y; else both, lazy: y first
	opCount      // counter x goes up
	opMark       // position into register x
	opMoved      // fail when position is that of register x, and counter y (if not -1) is at min
	opAssert     // kind
	opBackref    // refs
	opLook       // on until opLookEnd; register x holds the stack's height; negative: to y
	opLookEnd    //
)

type instr struct {
	op       op
	back     bool
	lazy     bool // opLoop, opCounter
	negative bool // opLook, opLookEnd
	commit   bool // opLoop, opGuard: nothing else can match
	end      bool // opGuard: may go on at the end of the text
	fold     bool // opBackref
	kind     assertion
	r        rune // opChar; opLoop: the character that must follow, or -1
	x, y     int32
	min, max int32
	table    *table
	refs     []int
}

// start says where a match may begin.
type start struct {
	anchored bool   // only at the beginning of the text
	table    *table // only at one of these, if not nil
	text     int    // only at this text, if >= 0
}
