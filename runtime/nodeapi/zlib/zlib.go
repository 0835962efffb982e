// Package zlib compresses and decompresses in pieces, as node:zlib wants it: the
// formats of deflate, brotli and Zstandard, with the errors of the C library by that name.
// It knows no JavaScript.
package zlib

import (
	"compress/flate"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// A Format is what surrounds the compressed data.
type Format string

// The formats. Unzip is either of Gzip and Zlib, told by the first bytes, and can
// only be decompressed.
const (
	Gzip   Format = "gzip"
	Zlib   Format = "zlib"
	Raw    Format = "raw"
	Unzip  Format = "unzip"
	Brotli Format = "brotli"
	Zstd   Format = "zstd"
)

// Options say how to compress. Dictionary serves decompression too.
type Options struct {
	Level      int // -1 to 9; of Zstandard, up to 22
	Strategy   int // the C library's number; only "Huffman only" makes a difference
	WindowBits int // 8 to 15; said in the header, while the window is always of 15
	Dictionary []byte
	Quality    int  // of brotli, 0 to 11
	LGWin      int  // of brotli, 10 to 24
	Checksum   bool // of Zstandard
}

// An Error is a failure in the C library's words.
type Error struct {
	Code    string // such as "Z_DATA_ERROR"
	Errno   int
	Message string
}

func (e *Error) Error() string { return e.Message }

func dataError(message string) *Error { return &Error{"Z_DATA_ERROR", -3, message} }

func truncated() *Error { return &Error{"Z_BUF_ERROR", -5, "unexpected end of file"} }

const huffmanOnly = 2

// writer is what a Packer drives.
type writer interface {
	io.WriteCloser
	Flush() error
}

func newWriter(to io.Writer, format Format, o Options) writer {
	if format == Zstd {
		w, err := zstd.NewWriter(to, zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true), zstd.WithEncoderCRC(o.Checksum),
			zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(o.Level)), zstd.WithLowerEncoderMem(true))
		if err != nil {
			panic(err) // these options are always right
		}
		return w
	}
	if format == Brotli {
		return brotli.NewWriterOptions(to, brotli.WriterOptions{Quality: o.Quality, LGWin: o.LGWin})
	}
	level := o.Level
	if o.Strategy == huffmanOnly && level != 0 {
		level = flate.HuffmanOnly
	}
	w, err := flate.NewWriterDict(to, level, o.Dictionary)
	if err != nil {
		panic(err) // the level was checked
	}
	return w
}
