// Package usage reads what the provider recorded of what roles really did: CloudTrail records, and what IAM says of when
// services were last accessed. It says which identity of an application did what to which element of it.
//
// In go files that the user names and an application; out comes a model.Usage. What the records do not tell stays open:
// a role that may be several identities is nobody's, an operation whose permissions are not known is listed, and what was
// not recorded is not taken for what did not happen.
package usage

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Log is what was recorded, before it is known whose it is.
type Log struct {
	From, To time.Time
	Events   int             // of roles and of others
	Refused  []error         // files that could not be read, or not to their end
	acts     map[act]*tally  // by what was done
	recorded map[string]bool // services with data events
	unread   map[string]bool // operations whose permissions are not known
	accesses []accessed      // of exports of last accesses
	asked    time.Time       // when the provider was asked for these
}

// act is something that a session of a role did.
type act struct {
	role     string // ARN
	session  string // the name of the session: of a function its physical name
	action   string
	resource string // ARN, "" if not told
	via      string // the service that asked in the role's name, "" where the session itself did
}

// tally is how often, and when. A record that several trails hold is counted for each.
type tally struct {
	count, denied int
	first, last   time.Time
}

// Read reads files, and what is below directories, of a file system. What cannot be read is listed in the Log; the error
// is the context's.
func Read(ctx context.Context, files fs.FS, names []string) (*Log, error) {
	all, refused := list(files, names)
	log := NewLog()
	log.Refused = refused
	work := make(chan string)
	var mu sync.Mutex
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		group.Go(func() {
			var r reader
			for name := range work {
				part := NewLog()
				if err := r.file(part, files, name); err != nil {
					part.Refused = append(part.Refused, fmt.Errorf("%s: %w", name, err))
				}
				mu.Lock()
				log.Add(part)
				mu.Unlock()
			}
		})
	}
	for _, name := range all {
		if ctx.Err() != nil {
			break
		}
		work <- name
	}
	close(work)
	group.Wait()
	slices.SortFunc(log.Refused, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return log, ctx.Err()
}

// NewLog is a log of nothing.
func NewLog() *Log {
	return &Log{acts: map[act]*tally{}, recorded: map[string]bool{}, unread: map[string]bool{}}
}

// Empty reports whether nothing was recorded.
func (l *Log) Empty() bool { return l.Events == 0 && len(l.accesses) == 0 }

// Add puts another log to this one.
func (l *Log) Add(o *Log) {
	l.Events += o.Events
	l.Refused = append(l.Refused, o.Refused...)
	l.span(o.From)
	l.span(o.To)
	for a, t := range o.acts {
		if mine := l.acts[a]; mine != nil {
			mine.merge(t)
		} else {
			l.acts[a] = t
		}
	}
	maps.Copy(l.recorded, o.recorded)
	maps.Copy(l.unread, o.unread)
	l.accesses = append(l.accesses, o.accesses...)
	if o.asked.After(l.asked) {
		l.asked = o.asked
	}
}

// span widens the time that the log is about.
func (l *Log) span(at time.Time) {
	if at.IsZero() {
		return
	}
	if l.From.IsZero() || at.Before(l.From) {
		l.From = at
	}
	if at.After(l.To) {
		l.To = at
	}
}

func (t *tally) merge(o *tally) {
	t.count += o.count
	t.denied += o.denied
	if o.first.Before(t.first) {
		t.first = o.first
	}
	if o.last.After(t.last) {
		t.last = o.last
	}
}
