package admin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// queueRequest creates or changes a queue.
type queueRequest struct {
	Name     *string         `json:"queue_name"`
	Settings settingsRequest `json:"settings"`
}

type settingsRequest struct {
	DeliveryDelay  *json.RawMessage `json:"delivery_delay"`
	DeliveryPaused *bool            `json:"delivery_paused"`
	Retention      *json.RawMessage `json:"message_retention_period"`
}

// The limits of message_retention_period.
const (
	leastRetention = time.Minute
	mostRetention  = 14 * 24 * time.Hour
)

// change reads the settings that are named.
func (s settingsRequest) change() (c queue.SettingsChange, err error) {
	c.Paused = s.DeliveryPaused
	if c.DeliveryDelay, err = span(s.DeliveryDelay, "settings.delivery_delay", time.Second, 0, queue.MaxDelay); err != nil {
		return c, err
	}
	c.Retention, err = span(s.Retention, "settings.message_retention_period", time.Second, leastRetention, mostRetention)
	return c, err
}

// complete adds the defaults of the settings that a change leaves out.
func complete(c queue.SettingsChange) queue.SettingsChange {
	delay, paused, retention := time.Duration(0), false, queue.DefaultRetention
	if c.DeliveryDelay == nil {
		c.DeliveryDelay = &delay
	}
	if c.Paused == nil {
		c.Paused = &paused
	}
	if c.Retention == nil {
		c.Retention = &retention
	}
	return c
}

func (a *api) create(r *http.Request) (any, *pageInfo, error) {
	var request queueRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	name, change, err := request.creates()
	if err != nil {
		return nil, nil, err
	}
	q, err := mailbox.Await(r.Context(), func(done func(queue.QueueInfo, error)) { a.Broker.Create(name, change, done) })
	if err != nil {
		return nil, nil, err
	}
	return a.describe(q), nil, nil
}

func (q queueRequest) creates() (name string, c queue.SettingsChange, err error) {
	if q.Name == nil {
		return "", c, invalid("queue_name is missing")
	}
	if err := queueName("queue_name", *q.Name); err != nil {
		return "", c, err
	}
	c, err = q.Settings.change()
	return *q.Name, c, err
}

// replace sets every setting: those that the body leaves out to their defaults.
func (a *api) replace(r *http.Request) (any, *pageInfo, error) { return a.configure(r, complete) }

// edit sets only what the body names: this is also how a queue is paused.
func (a *api) edit(r *http.Request) (any, *pageInfo, error) {
	return a.configure(r, func(c queue.SettingsChange) queue.SettingsChange { return c })
}

func (a *api) configure(r *http.Request, fill func(queue.SettingsChange) queue.SettingsChange) (any, *pageInfo, error) {
	var request queueRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	change, err := request.Settings.change()
	if err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	if request.Name != nil && *request.Name != q.Name {
		return nil, nil, invalid(fmt.Sprintf("queue_name: %q cannot be renamed to %s, since its id derives from its name: create another queue, and move the messages there with redrive",
			q.Name, excerpt(strconv.Quote(*request.Name))))
	}
	if err := mailbox.AwaitDone(r.Context(), func(done func(error)) { a.Broker.Configure(q.Name, fill(change), done) }); err != nil {
		return nil, nil, err
	}
	return a.get(r)
}

// delete takes a queue away, its messages and its consumer with it.
func (a *api) delete(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	return nil, nil, mailbox.AwaitDone(r.Context(), func(done func(error)) { a.Broker.Delete(q.Name, done) })
}
