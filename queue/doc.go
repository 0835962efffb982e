// Package queue keeps messages from the moment they are sent until their fate
// is stored: the broker, batching, retries, dead letters, leases. It knows the
// platform's rules for queues and what a Store must promise. It does not know
// JavaScript, HTTP or how a store keeps its bytes.
//
// One mailbox owns everything a Broker knows. Each of its turns is one
// transaction of the store: senders are told, and leased batches handed over,
// only once that transaction is on disk.
package queue
