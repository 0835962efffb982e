package r2

import (
	"fmt"
	"reflect"
	"testing"
	"time"
)

func TestConditions(t *testing.T) {
	o := &Object{ETag: "e", Uploaded: time.UnixMilli(10_500)}
	strong, weak, other, any := []Tag{{Value: "e"}}, []Tag{{Value: "e", Weak: true}}, []Tag{{Value: "x"}}, []Tag{{Any: true}}
	at := func(ms int64) *int64 { return &ms }
	for _, c := range []struct {
		name         string
		is           *Condition
		here, absent bool
	}{
		{"none", nil, true, true},
		{"empty", &Condition{}, true, true},
		{"match", &Condition{Matches: strong}, true, false},
		{"match, weak tags do not", &Condition{Matches: weak}, false, false},
		{"match another", &Condition{Matches: other}, false, false},
		{"match one of two", &Condition{Matches: append(other, strong...)}, true, false},
		{"match any", &Condition{Matches: any}, true, false},
		{"match nothing", &Condition{Matches: []Tag{}}, false, false},
		{"differ", &Condition{DoesNotMatch: strong}, false, true},
		{"differ, weak tags count", &Condition{DoesNotMatch: weak}, false, true},
		{"differ from another", &Condition{DoesNotMatch: other}, true, true},
		{"differ from any", &Condition{DoesNotMatch: any}, false, true},
		{"before", &Condition{Before: at(10_501)}, true, true},
		{"before the same moment", &Condition{Before: at(10_500)}, false, true},
		{"before, in seconds", &Condition{Before: at(10_900), Seconds: true}, false, true},
		{"before the next second", &Condition{Before: at(11_000), Seconds: true}, true, true},
		{"after", &Condition{After: at(10_499)}, true, false},
		{"after the same moment", &Condition{After: at(10_500)}, false, false},
		{"after, in seconds", &Condition{After: at(10_100), Seconds: true}, false, false},
		{"after the second before", &Condition{After: at(9_999), Seconds: true}, true, false},
		{"a match overrules before", &Condition{Matches: strong, Before: at(1)}, true, false},
		{"a difference overrules after", &Condition{DoesNotMatch: other, After: at(20_000)}, true, false},
		{"both must hold", &Condition{Matches: strong, After: at(20_000)}, false, false},
	} {
		if got := c.is.Holds(o); got != c.here {
			t.Errorf("%s: %v for the object", c.name, got)
		}
		if got := c.is.Holds(nil); got != c.absent {
			t.Errorf("%s: %v for none", c.name, got)
		}
	}
}

func TestTags(t *testing.T) {
	for header, want := range map[string]string{
		``:                       `Invalid ETag in if-match header`,
		`unquoted`:               `Invalid ETag in if-match header`,
		`w/"a"`:                  `Invalid ETag in if-match header`,
		`"a"`:                    `[{false false a}]`,
		` "a" , "b"`:             `[{false false a} {false false b}]`,
		`"a", , "b,c"`:           `[{false false a} {false false b,c}]`,
		`W/"a"`:                  `[{false true a}]`,
		`"a", W/"b"`:             `[{false false a} {false true b}]`,
		`*`:                      `[{true false }]`,
		`"a", *`:                 `[{true false }]`,
		`"*"`:                    `[{false false *}]`,
		`"a" "b"`:                `Comma was expected to separate etags. Encountered a double quote character '"' instead. This would otherwise indicate the start of a new strong etag.`,
		`"a" *`:                  `Comma was expected to separate etags. Encountered a wildcard character '*' instead.`,
		`"a" W/"b"`:              `Comma was expected to separate etags. Encountered a weak quotation character 'W' instead. This would otherwise indicate the start of a new weak etag.`,
		`"a`:                     `Unclosed double quote for Etag`,
		`W"a"`:                   `Weak etags must start with W/ and their value must be quoted`,
		`W/ "a"`:                 `Weak etags must start with W/ and their value must be quoted`,
		`"a", rubbish`:           `Invalid ETag in if-match header`,
		`"a", leading words "b"`: `Invalid ETag in if-match header`,
	} {
		tags, err := ParseTags("if-match", header)
		got := fmt.Sprint(tags)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", header, got, want)
		}
	}
}

func FuzzTags(f *testing.F) {
	for _, seed := range []string{`"a", W/"b"`, `*`, `"a`, `W"`, `,,"",*`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		tags, err := ParseTags("if-match", header)
		if err == nil && tags == nil {
			t.Fatal("neither tags nor an error")
		}
		for _, tag := range tags {
			if tag.Any && len(tags) > 1 {
				t.Fatalf("a wildcard among others: %v", tags)
			}
		}
	})
}

func TestRanges(t *testing.T) {
	n := func(f float64) *float64 { return &f }
	header := func(s string) *Range { return &Range{Header: s} }
	for _, c := range []struct {
		r              *Range
		size           int64
		offset, length int64
		ok             bool
	}{
		{nil, 10, 0, 10, true},
		{&Range{}, 10, 0, 10, true},
		{&Range{}, 0, 0, 0, false},
		{&Range{Offset: n(3)}, 10, 3, 7, true},
		{&Range{Offset: n(3), Length: n(2)}, 10, 3, 2, true},
		{&Range{Offset: n(9), Length: n(2)}, 10, 9, 1, true},
		{&Range{Offset: n(10)}, 10, 0, 0, false},
		{&Range{Offset: n(1e300)}, 10, 0, 0, false},
		{&Range{Offset: n(0)}, 0, 0, 0, false},
		{&Range{Length: n(0)}, 10, 0, 0, false},
		{&Range{Length: n(1e300)}, 10, 0, 10, true},
		{&Range{Length: n(5)}, 0, 0, 0, false},
		{&Range{Suffix: n(5)}, 0, 0, 0, false},
		{header("bytes=0-"), 0, 0, 0, true},
		{&Range{Suffix: n(4)}, 10, 6, 4, true},
		{&Range{Suffix: n(40)}, 10, 0, 10, true},
		{&Range{Suffix: n(0)}, 10, 0, 0, false},
		{header("bytes=2-5"), 10, 2, 4, true},
		{header("bytes=2-50"), 10, 2, 8, true},
		{header(" Bytes = 2 - 5 "), 10, 2, 4, true},
		{header("bytes=2-"), 10, 2, 8, true},
		{header("bytes=-3"), 10, 7, 3, true},
		{header("bytes=-30"), 10, 0, 10, true},
		{header("bytes=-0"), 10, 0, 10, true},
		{header("bytes=5-2"), 10, 0, 10, true},
		{header("bytes=10-"), 10, 0, 10, true},
		{header("bytes=0-1,3-4"), 10, 0, 10, true},
		{header("bytes=+1-2"), 10, 0, 10, true},
		{header("lines=1-2"), 10, 0, 10, true},
		{header("bytes"), 10, 0, 10, true},
	} {
		offset, length, err := c.r.Of(c.size)
		if offset != c.offset || length != c.length || (err == nil) != c.ok {
			t.Errorf("%+v of %d: %d, %d, %v", c.r, c.size, offset, length, err)
		}
	}
}

func FuzzRanges(f *testing.F) {
	f.Add("bytes=1-2", int64(10))
	f.Add("bytes=-9223372036854775807", int64(3))
	f.Fuzz(func(t *testing.T, header string, size int64) {
		size = max(size, 0)
		offset, length, err := (&Range{Header: header}).Of(size)
		if err != nil || offset < 0 || length < 0 || offset+length > size {
			t.Fatalf("%d, %d of %d: %v", offset, length, size, err)
		}
	})
}

func TestHeaderBytes(t *testing.T) {
	got := []int{headerBytes("abc"), headerBytes("ü"), headerBytes("€a"), headerBytes("😀"), headerBytes("")}
	if want := []int{3, 1, 4, 4, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}
