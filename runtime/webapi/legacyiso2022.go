package webapi

// The states of ISO-2022-JP: what the next byte is.
const (
	jisASCII = iota
	jisRoman
	jisKatakana
	jisLead
	jisTrail
	jisEscapeStart
	jisEscape
)

func (m *multibyte) iso2022JP(b int) {
	switch m.state {
	case jisTrail:
		m.jisTrail(b)
	case jisEscapeStart:
		if b == '$' || b == '(' {
			m.first, m.state = b, jisEscape
			return
		}
		m.jisNoEscape(b)
	case jisEscape:
		m.jisEscape(b)
	default:
		switch b {
		case 0x1b:
			m.state = jisEscapeStart
		case ended:
		default:
			m.wide = false
			m.jisPlain(b)
		}
	}
}

// jisPlain takes a byte where a character begins.
func (m *multibyte) jisPlain(b int) {
	switch {
	case m.state == jisLead && within(b, 0x21, 0x7e):
		m.first, m.state = b, jisTrail
	case m.state == jisKatakana && within(b, 0x21, 0x5f):
		m.emit(rune(0xff61 - 0x21 + b))
	case m.state == jisLead || m.state == jisKatakana || b > 0x7f || b == 0x0e || b == 0x0f:
		m.bad()
	case m.state == jisRoman && b == 0x5c:
		m.emit('¥')
	case m.state == jisRoman && b == 0x7e:
		m.emit('‾')
	default:
		m.emit(rune(b))
	}
}

func (m *multibyte) jisTrail(b int) {
	if b == 0x1b {
		m.state = jisEscapeStart
		m.bad()
		return
	}
	m.state = jisLead
	if within(b, 0x21, 0x7e) {
		if r := indexJIS0208().at((m.first-0x21)*94 + b - 0x21); r != 0 {
			m.emit(r)
			return
		}
	}
	m.bad()
}

// jisEscape takes the end of an escape sequence. Two in a row, with nothing
// between them, are an error.
func (m *multibyte) jisEscape(b int) {
	lead, state := m.first, -1
	m.first = 0
	switch {
	case lead == '(' && b == 'B':
		state = jisASCII
	case lead == '(' && b == 'J':
		state = jisRoman
	case lead == '(' && b == 'I':
		state = jisKatakana
	case lead == '$' && (b == '@' || b == 'B'):
		state = jisLead
	}
	if state < 0 {
		m.jisNoEscape(lead, b)
		return
	}
	m.state, m.output = state, state
	if m.wide {
		m.bad()
	}
	m.wide = true
}

// jisNoEscape reads the bytes after an escape that begins nothing as text.
func (m *multibyte) jisNoEscape(bytes ...int) {
	m.again(bytes...)
	m.wide = false
	m.state = m.output
	m.bad()
}
