package admin

import (
	"net/http"
	"slices"
	"strconv"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// all asks the broker for every queue, and waits.
func (a *api) all(r *http.Request) ([]queue.QueueInfo, error) {
	return mailbox.Await(r.Context(), a.Broker.Queues)
}

// find returns the queue that the path names.
func (a *api) find(r *http.Request) (queue.QueueInfo, error) {
	return a.lookUp(r, r.PathValue("queue"))
}

// lookUp returns a queue by its id or, as the platform does not, by its name.
func (a *api) lookUp(r *http.Request, key string) (queue.QueueInfo, error) {
	all, err := a.all(r)
	if err != nil {
		return queue.QueueInfo{}, err
	}
	for _, q := range all {
		if q.Name == key || QueueID(q.Name) == key {
			return q, nil
		}
	}
	if !canName(key) {
		return queue.QueueInfo{}, &callError{http.StatusBadRequest, codeQueueIDBad, excerpt(strconv.Quote(key)) + " is neither the id nor the name of a queue"}
	}
	return queue.QueueInfo{}, queue.NotFound(key)
}

const (
	defaultPage = 50
	largestPage = 1000
)

// list answers with the queues, those named by ?name= only if there are any.
func (a *api) list(r *http.Request) (any, *pageInfo, error) {
	all, err := a.all(r)
	if err != nil {
		return nil, nil, err
	}
	query := r.URL.Query()
	if names := query["name"]; len(names) > 0 {
		all = slices.DeleteFunc(all, func(q queue.QueueInfo) bool { return !slices.Contains(names, q.Name) })
	}
	size := number(query.Get("per_page"), defaultPage, largestPage)
	page := number(query.Get("page"), 1, 1<<20)
	info := &pageInfo{Page: page, PerPage: size, TotalCount: len(all), TotalPages: (len(all) + size - 1) / size}
	objects := []queueObject{}
	for _, q := range all[min((page-1)*size, len(all)):min(page*size, len(all))] {
		objects = append(objects, a.describe(q))
	}
	info.Count = len(objects)
	return objects, info, nil
}

// number reads a positive number of the query.
func number(text string, otherwise, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return otherwise
	}
	return min(n, most)
}

func (a *api) get(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	return a.describe(q), nil, nil
}
