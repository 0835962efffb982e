package rpc

import (
	"net/http"
	"slices"
	"strings"

	"paddock/bindings/codec"
	"paddock/bindings/codec/v8wire"
)

// A Message is the request of a fetch event, for services that run no script.
type Message struct {
	Method string
	URL    string
	Header http.Header
	Body   []byte // nil for none, and for one that streams
}

// Message returns the request that the payload of a fetch event holds. A body that
// streams is not read.
func (p *Payload) Message() Message {
	m := Message{Header: http.Header{}}
	parts, _ := p.value.(*v8wire.Object)
	for _, part := range parts.Props {
		text, _ := part.Value.(v8wire.String)
		switch part.Key {
		case "method":
			m.Method = string(text)
		case "url":
			m.URL = string(text)
		case "body":
			switch body := part.Value.(type) {
			case v8wire.String:
				m.Body = []byte(body)
			case *v8wire.ArrayBuffer:
				m.Body = body.Data
			case *v8wire.View:
				m.Body = body.Buffer.Data[body.Offset : body.Offset+body.Length]
			}
		case "headers":
			for _, item := range part.Value.(*v8wire.Array).Items {
				pair := item.(*v8wire.Array).Items
				m.Header.Add(string(pair[0].(v8wire.String)), string(pair[1].(v8wire.String)))
			}
		}
	}
	return m
}

// Response is the result of a fetch event that no script answered. It takes the
// body over; nil means none.
func Response(status int, header http.Header, body []byte) Result {
	pairs := &v8wire.Array{Dense: true}
	for _, name := range sortedNames(header) {
		for _, value := range header[name] {
			pairs.Items = append(pairs.Items, &v8wire.Array{Length: 2, Dense: true, Items: []v8wire.Value{v8wire.String(strings.ToLower(name)), v8wire.String(value)}})
		}
	}
	pairs.Length = uint32(len(pairs.Items))
	parts := &v8wire.Object{Props: []v8wire.Property{
		{Key: "kind", Value: v8wire.String("Response")},
		{Key: "status", Value: v8wire.Number(status)},
		{Key: "statusText", Value: v8wire.String(http.StatusText(status))},
		{Key: "url", Value: v8wire.String("")},
		{Key: "type", Value: v8wire.String("default")},
		{Key: "encode", Value: v8wire.String("automatic")},
		{Key: "headers", Value: pairs},
		{Key: "body", Value: v8wire.Null{}},
	}}
	if body != nil {
		parts.Props[len(parts.Props)-1].Value = &v8wire.ArrayBuffer{Data: body}
	}
	return Result{Value: &Payload{value: &codec.External{Value: &part{tag: "message", more: parts}}}}
}

func sortedNames(header http.Header) []string {
	var names []string
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
