package zlib

import (
	"bytes"
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
)

// A Packer compresses what is written to it, into memory.
type Packer struct {
	format Format
	o      Options
	out    bytes.Buffer
	w      writer
	sum    hash.Hash32 // of what was written, where the format ends with it
	size   uint32
	begun  bool
}

// NewPacker makes a compressor. Options must be in their ranges.
func NewPacker(format Format, o Options) *Packer {
	p := &Packer{format: format, o: o}
	p.reset()
	return p
}

func (p *Packer) reset() {
	p.out.Reset()
	p.begun, p.size, p.sum = false, 0, nil
	switch p.format {
	case Gzip:
		p.sum = crc32.NewIEEE()
		p.o.Dictionary = nil // the format has no place for one
	case Zlib:
		p.sum = adler32.New()
	}
	p.w = newWriter(&p.out, p.format, p.o)
}

// Reset forgets everything written.
func (p *Packer) Reset() { p.reset() }

// Write compresses b; the result is with Take, now or later.
func (p *Packer) Write(b []byte) {
	p.begin()
	if p.sum != nil {
		p.sum.Write(b)
		p.size += uint32(len(b))
	}
	p.w.Write(b) // into memory: it cannot fail
}

// Flush makes everything written so far decompressible.
func (p *Packer) Flush() {
	p.begin()
	p.w.Flush()
}

// Finish ends the data.
func (p *Packer) Finish() {
	p.begin()
	p.w.Close()
	switch p.format {
	case Gzip:
		p.out.Write(binary.LittleEndian.AppendUint32(nil, p.sum.Sum32()))
		p.out.Write(binary.LittleEndian.AppendUint32(nil, p.size))
	case Zlib:
		p.out.Write(binary.BigEndian.AppendUint32(nil, p.sum.Sum32()))
	}
}

// Change goes on with another level and strategy.
func (p *Packer) Change(level, strategy int) {
	p.begin()
	p.w.Flush() // to a whole byte, where another writer may begin
	p.o.Level, p.o.Strategy, p.o.Dictionary = level, strategy, nil
	p.w = newWriter(&p.out, p.format, p.o)
}

// Take returns what has been compressed since it was last called.
func (p *Packer) Take() []byte {
	out := bytes.Clone(p.out.Bytes())
	p.out.Reset()
	return out
}

// begin writes the header, once.
func (p *Packer) begin() {
	if p.begun {
		return
	}
	p.begun = true
	switch p.format {
	case Gzip:
		const unix = 3
		p.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, p.extraFlags(), unix})
	case Zlib:
		p.out.Write(p.zlibHeader())
	}
}

func (p *Packer) extraFlags() byte {
	switch {
	case p.o.Level == 9:
		return 2
	case p.o.Level == 0 || p.o.Level == 1 || p.o.Strategy >= huffmanOnly:
		return 4
	}
	return 0
}

func (p *Packer) zlibHeader() []byte {
	var effort byte
	switch level := p.o.Level; {
	case p.o.Strategy >= huffmanOnly || level == 0 || level == 1:
		effort = 0
	case level > 1 && level < 6:
		effort = 1
	case level == 6 || level == -1:
		effort = 2
	default:
		effort = 3
	}
	head := []byte{8 | byte(max(p.o.WindowBits, 9)-8)<<4, effort << 6}
	if p.o.Dictionary != nil {
		head[1] |= 0x20
	}
	head[1] += byte(31 - binary.BigEndian.Uint16(head)%31)
	if p.o.Dictionary != nil {
		head = binary.BigEndian.AppendUint32(head, adler32.Checksum(p.o.Dictionary))
	}
	return head
}
