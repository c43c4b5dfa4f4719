package fix

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

func number(n int) string { return strconv.Itoa(n) }

// isFunctionKind reports whether a type is that of a function.
func isFunctionKind(kind string) bool {
	return kind == "AWS::Lambda::Function" || kind == "AWS::Serverless::Function"
}

const (
	reserveAll  = 500 // of the 1,000 that an account has and the 100 that must be left unreserved
	reserveMost = 50
	reserveMin  = 10
)

// reserveConcurrency gives each of the functions a concurrency of its own, all together half of what an
// account has.
func reserveConcurrency(c *Case) (Proposal, error) {
	each := min(reserveMost, reserveAll/max(1, len(c.Finding.Functions)))
	if each < reserveMin {
		return Proposal{}, advise("so many functions cannot all have a share of the account's concurrency: choose those that matter")
	}
	var d *draft
	for _, id := range c.Finding.Functions {
		w, err := c.written(id)
		if err != nil {
			return Proposal{}, err
		}
		if d == nil {
			d = w.draft()
		}
		switch {
		case w.file.Path != d.before.Path:
			return Proposal{}, advise("its functions stand in several templates")
		case !isFunctionKind(w.kind):
			return Proposal{}, advise("a resource of type " + w.kind + " makes " + w.name)
		case d.at("Resources", w.name, "Properties", "ReservedConcurrentExecutions") != nil:
			continue // of a template that is nested twice
		}
		d.set(splice.Number(number(each)), "Resources", w.name, "Properties", "ReservedConcurrentExecutions")
		d.touch(id, "ReservedConcurrentExecutions")
	}
	if d == nil {
		return Proposal{}, advise("it is about no function that is declared here")
	}
	d.note("The concurrency is a start: set it to what the function needs at its busiest. The account must have that much and 100 more; a new one has 10 until you ask for more.")
	return d.done()
}

// patience is how long APIs wait for a function at most, in seconds (the quotas of API Gateway and
// AppSync).
var patience = map[string]int{"rest": 29, "websocket": 29, "http": 30, "graphql": 30}

// shortenTimeout has a function give up when the most patient of its APIs does.
func shortenTimeout(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	f, ok := c.App.Function(c.Finding.Resource)
	if !ok || !isFunctionKind(w.kind) {
		return Proposal{}, advise("a resource of type " + w.kind + " makes it")
	}
	longest := 0
	for i := range c.App.Routes {
		r := &c.App.Routes[i]
		limit := patience[r.Protocol]
		if r.Function != f.ID || limit == 0 {
			continue
		}
		if n, written := r.Timeout.Int(); written {
			limit = n / 1000
		}
		longest = max(longest, limit)
	}
	if longest == 0 {
		return Proposal{}, advise("it is not known how long its API waits")
	}
	d := w.draft()
	d.set(splice.Number(number(longest)), "Resources", w.name, "Properties", "Timeout")
	d.touch(f.ID, "Timeout")
	d.note("What takes longer is cut off: the caller had its answer, an error, before. Hand long work to a queue or a workflow.")
	return d.done()
}

// hideLonger has a queue hide messages for six times as long as its slowest function may take (Lambda
// Developer Guide, "Configuring an Amazon SQS queue for Lambda").
func hideLonger(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	const longest = 43200 // seconds: twelve hours
	seconds := 0
	for i := range c.App.Functions {
		f := &c.App.Functions[i]
		for _, t := range f.Triggers {
			if t.From != c.Finding.Resource || t.Kind != model.TriggerQueue {
				continue
			}
			timeout, known := f.Timeout.Int()
			if !known && !f.Timeout.IsAbsent() {
				return Proposal{}, advise("the timeout of " + local(f.ID) + " is not known")
			}
			if !known {
				timeout = 3 // the default
			}
			seconds = max(seconds, 6*timeout)
		}
	}
	if w.kind != "AWS::SQS::Queue" || seconds == 0 || seconds > longest {
		return Proposal{}, advise("there is no time that is long enough")
	}
	d := w.draft()
	d.set(splice.Number(number(seconds)), "Resources", w.name, "Properties", "VisibilityTimeout")
	d.touch(w.id, "VisibilityTimeout")
	return d.done()
}

// eventSource is where an event source of the function is written: as a resource, or among the events of
// a SAM function.
func (c *Case) eventSource() (d *draft, id string, path []string, err error) {
	id = c.Finding.Resource[:strings.IndexByte(c.Finding.Resource, '#')+1] + c.Finding.Detail
	w, err := c.written(id)
	if err != nil {
		return nil, "", nil, err
	}
	path = []string{"Resources", w.name, "Properties"}
	if isFunctionKind(w.kind) {
		event, ok := strings.CutPrefix(local(id), w.name)
		path = append(path, "Events", event, "Properties")
		if !ok || w.draft().at(path...) == nil {
			return nil, "", nil, advise("the event is not found in its function")
		}
	} else if w.kind != "AWS::Lambda::EventSourceMapping" {
		return nil, "", nil, advise("there is no way yet to change this on a resource of type " + w.kind)
	}
	return w.draft(), id, path, nil
}

// limitQueue says how many copies of a function a queue may start.
func limitQueue(c *Case) (Proposal, error) {
	d, id, path, err := c.eventSource()
	if err != nil {
		return Proposal{}, err
	}
	d.set(splice.Number("10"), append(path, "ScalingConfig", "MaximumConcurrency")...)
	d.touch(id, "ScalingConfig")
	d.note("The concurrency is a start: set it to what the systems behind the function bear.")
	return d.done()
}

// limitRetries says how often a record is tried, and takes batches apart to find the one that fails.
func limitRetries(c *Case) (Proposal, error) {
	d, id, path, err := c.eventSource()
	if err != nil {
		return Proposal{}, err
	}
	d.set(splice.Number("10"), append(path, "MaximumRetryAttempts")...)
	d.touch(id, "MaximumRetryAttempts")
	if d.at(append(path, "BisectBatchOnFunctionError")...) == nil {
		d.set(splice.Bool(true), append(path, "BisectBatchOnFunctionError")...)
		d.touch(id, "BisectBatchOnFunctionError")
	}
	if d.at(append(path, "DestinationConfig")...) == nil {
		d.note("A record that is given up after ten retries is lost, unless the event source has an OnFailure destination.")
	}
	return d.done()
}
