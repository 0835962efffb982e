package main

import (
	"context"
	"io"

	"paddock/internal/admin"
	"paddock/internal/dev"
)

// bucketCalls is where the calls about buckets lie, below admin.ToolPrefix.
const bucketCalls = "/r2"

// buckets gives the API what it needs of the R2 buckets.
type buckets struct{ *dev.R2Buckets }

// Get reads an object.
func (b buckets) Get(ctx context.Context, bucket, key string) (*admin.StoredObject, error) {
	o, err := b.R2Buckets.Get(ctx, bucket, key)
	if err != nil {
		return nil, err
	}
	return &admin.StoredObject{Body: o.Body, Size: o.Size, ETag: o.ETag, ContentType: o.ContentType()}, nil
}

// Put stores an object.
func (b buckets) Put(ctx context.Context, bucket, key, contentType string, body io.ReadCloser, size int64) (any, error) {
	return b.R2Buckets.Put(ctx, bucket, key, contentType, body, size)
}
