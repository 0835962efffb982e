package v8wire

// The tags that open each part of the format.
const (
	tagVersion         = 0xFF
	tagPadding         = 0x00
	tagObjectCount     = '?'
	tagHole            = '-'
	tagUndefined       = '_'
	tagNull            = '0'
	tagTrue            = 'T'
	tagFalse           = 'F'
	tagInt32           = 'I'
	tagUint32          = 'U'
	tagDouble          = 'N'
	tagBigInt          = 'Z'
	tagUTF8            = 'S'
	tagOneByte         = '"'
	tagTwoByte         = 'c'
	tagReference       = '^'
	tagObject          = 'o'
	tagObjectEnd       = '{'
	tagSparseArray     = 'a'
	tagSparseArrayEnd  = '@'
	tagDenseArray      = 'A'
	tagDenseArrayEnd   = '$'
	tagDate            = 'D'
	tagTrueObject      = 'y'
	tagFalseObject     = 'x'
	tagNumberObject    = 'n'
	tagBigIntObject    = 'z'
	tagStringObject    = 's'
	tagRegExp          = 'R'
	tagMap             = ';'
	tagMapEnd          = ':'
	tagSet             = '\''
	tagSetEnd          = ','
	tagBuffer          = 'B'
	tagResizableBuffer = '~'
	tagView            = 'V'
	tagHost            = '\\'
	tagError           = 'r'
)

// The parts of an error.
const (
	errorMessage = 'm'
	errorCause   = 'c'
	errorStack   = 's'
	errorEnd     = '.'
)

// errorTags are the native prototypes besides Error's own.
var errorTags = [...]struct {
	tag  byte
	name string
}{
	{'E', "EvalError"},
	{'R', "RangeError"},
	{'F', "ReferenceError"},
	{'S', "SyntaxError"},
	{'T', "TypeError"},
	{'U', "URIError"},
}

// flagLetters are the bits of a regular expression's flags, lowest first. Bit
// 6 is an extension of V8 that no program can ask for.
const flagLetters = "gimyus\x00dv"

// flagOrder is the order of RegExp.prototype.flags.
const flagOrder = "dgimsuvy"

// IsNativeError reports whether name is that of a native prototype other than
// Error's own.
func IsNativeError(name string) bool {
	for _, t := range errorTags {
		if t.name == name {
			return true
		}
	}
	return false
}
