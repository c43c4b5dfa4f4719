package policy

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sconce-dev/sconce/internal/model"
)

// BatchHelp describes what [Batch] reads and writes, with examples.
const BatchHelp = `Every line is one request, as JSON:

  principal          who asks: an ARN (user, role, assumed-role, federated-user, root), a service
                     such as lambda.amazonaws.com, or "*" for an anonymous request
  action             such as s3:GetObject
  resource           an ARN, or "*" for actions without resources
  resourceAccount    the account that owns the resource
  context            condition keys: {"aws:SourceIp": "192.0.2.1", "aws:TagKeys": ["a", "b"]};
                     a list is a multivalued key
  identity           [policy, ...] of the principal and its groups
  resourcePolicy     policy of the resource, trust policy, key policy; or null
  boundary           [policy, ...] or null: the principal's permissions boundary
  session            policy or null: passed when the session was made
  scp, rcp           [[policy, ...], ...]: one list for each level, from the organization's root down
  endpoint           [policy, ...] or null: of the VPC endpoint that the request passes
  blockPublicAccess  true when the bucket's RestrictPublicBuckets setting is on

and is answered by one line:

  {"verdict": "allowed" | "implicit-deny" | "explicit-deny" | "unknown", "by": {...}}

where "by" has the layer that decided (identity, resource, boundary, session, scp, rcp, endpoint, root,
block-public-access), of scp and rcp the level, the policy, statement and sid if a statement decided, and
in "change" what would have to change for the request to be allowed. All are counted from 0.

A line that cannot be read is answered by {"error": "line 7: ..."}; the others are answered still.

Examples:

  {"principal": "arn:aws:iam::111111111111:user/ann", "action": "s3:GetObject",
   "resource": "arn:aws:s3:::docs/a", "resourceAccount": "111111111111", "context": {},
   "identity": [{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow",
     "Action": "s3:Get*", "Resource": "arn:aws:s3:::docs/*"}]}]}

  (on one line) is answered by

  {"verdict":"allowed","by":{"layer":"identity","policy":0,"statement":0,"sid":"Read"}}
`

// maxText is how long a text of a request may be: several times what the provider accepts.
const maxText = 1 << 14

// Batch answers the requests of r, one JSON object a line, on w, one line each; [BatchHelp] describes
// both. What cannot be read is answered by an error line. The error is of reading or writing alone;
// the count is of the lines that could not be answered.
func Batch(r io.Reader, w io.Writer) (failed int, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	out := bufio.NewWriter(w)
	b := batch{sets: map[string]*Set{}}
	for number := 1; ; number++ {
		line, readErr := readLine(in)
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(readErr, errLongLine) {
			if !b.answer(out, number, line, readErr) {
				failed++
			}
		}
		switch {
		case errors.Is(readErr, io.EOF):
			if err := out.Flush(); err != nil {
				return failed, fmt.Errorf("writing verdicts: %w", err)
			}
			return failed, nil
		case readErr != nil && !errors.Is(readErr, errLongLine):
			return failed, errors.Join(fmt.Errorf("reading requests: line %d: %w", number, readErr), out.Flush())
		}
		if in.Buffered() == 0 { // somebody may be waiting at the other end of a pipe
			if err := out.Flush(); err != nil {
				return failed, fmt.Errorf("writing verdicts: %w", err)
			}
		}
	}
}

// batchRequest is a line as written.
type batchRequest struct {
	Principal         string                     `json:"principal"`
	Action            string                     `json:"action"`
	Resource          string                     `json:"resource"`
	ResourceAccount   string                     `json:"resourceAccount"`
	Context           map[string]json.RawMessage `json:"context"`
	Identity          []json.RawMessage          `json:"identity"`
	ResourcePolicy    json.RawMessage            `json:"resourcePolicy"`
	Boundary          []json.RawMessage          `json:"boundary"`
	Session           json.RawMessage            `json:"session"`
	SCP               [][]json.RawMessage        `json:"scp"`
	RCP               [][]json.RawMessage        `json:"rcp"`
	Endpoint          []json.RawMessage          `json:"endpoint"`
	BlockPublicAccess bool                       `json:"blockPublicAccess"`
}

// batchAnswer is a line as answered.
type batchAnswer struct {
	Verdict Outcome  `json:"verdict,omitempty"`
	By      *batchBy `json:"by,omitempty"`
	Error   string   `json:"error,omitempty"`
}

type batchBy struct {
	Layer     Layer    `json:"layer"`
	Level     *int     `json:"level,omitempty"`
	Policy    *int     `json:"policy,omitempty"`
	Statement *int     `json:"statement,omitempty"`
	Sid       string   `json:"sid,omitempty"`
	Change    []string `json:"change,omitempty"`
}

// batch keeps the compiled policies of earlier lines: many lines have the same ones.
type batch struct {
	sets map[string]*Set
}

// maxSets bounds the memory that earlier lines take.
const maxSets = 256

// answer writes the answer to one line; it reports whether the line could be read.
func (b *batch) answer(w io.Writer, number int, line []byte, readErr error) bool {
	var answer batchAnswer
	err := readErr
	if !errors.Is(readErr, errLongLine) {
		answer, err = b.evaluate(line)
	}
	if err != nil {
		answer = batchAnswer{Error: fmt.Sprintf("line %d: %v", number, err)}
	}
	_ = json.NewEncoder(w).Encode(answer) // a bufio.Writer keeps its error for Flush
	return err == nil
}

func (b *batch) evaluate(line []byte) (batchAnswer, error) {
	var r batchRequest
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return batchAnswer{}, fmt.Errorf("the request is not of the form expected: %w", err)
	}
	if decoder.More() {
		return batchAnswer{}, errors.New("there is more text behind the request")
	}
	request, err := r.request()
	if err != nil {
		return batchAnswer{}, err
	}
	set, err := b.set(&r)
	if err != nil {
		return batchAnswer{}, err
	}
	q := request.Prepare()
	v := set.Evaluate(q)
	return batchAnswer{Verdict: v.Outcome, By: newBatchBy(set, q, v)}, nil
}

func newBatchBy(set *Set, q *Query, v Verdict) *batchBy {
	by := &batchBy{Layer: v.By.Layer}
	if by.Layer == LayerSCP || by.Layer == LayerRCP {
		by.Level = &v.By.Level
	}
	if v.By.Statement != nil {
		by.Policy, by.Statement, by.Sid = &v.By.Policy, &v.By.Index, v.By.Statement.Sid
	}
	if v.Outcome != Allowed {
		by.Change = set.Changes(q)
	}
	return by
}

// request is what the line asks, without its policies.
func (r *batchRequest) request() (Request, error) {
	var zero model.Location
	out := Request{
		Principal:       model.NewString(r.Principal, zero),
		Action:          r.Action,
		Resource:        model.NewString(r.Resource, zero),
		ResourceAccount: model.NewString(r.ResourceAccount, zero),
		Context:         make(map[string]Values, len(r.Context)),
	}
	for _, field := range []struct{ name, value string }{{"principal", r.Principal}, {"action", r.Action}, {"resource", r.Resource}} {
		switch {
		case field.value == "":
			return Request{}, fmt.Errorf("the request has no %s", field.name)
		case len(field.value) > maxText:
			return Request{}, fmt.Errorf("the %s is longer than %d bytes", field.name, maxText)
		}
	}
	for key, raw := range r.Context {
		values, err := contextValues(raw)
		if err != nil {
			return Request{}, fmt.Errorf("the context key %s: %w", key, err)
		}
		out.Context[key] = values
	}
	return out, nil
}

// contextValues reads a text, number or boolean, or a list of them.
func contextValues(raw json.RawMessage) (Values, error) {
	v, problem := decodeJSON(raw, "")
	if problem != nil {
		return Values{}, errors.New(problem.Message)
	}
	out := Values{Many: v.Kind() == model.List}
	for _, item := range v.OneOrMany() {
		text, known := item.Text()
		switch {
		case !known:
			return Values{}, fmt.Errorf("a value is text, a number or a boolean, not %s", describe(item))
		case len(text) > maxText:
			return Values{}, fmt.Errorf("a value is longer than %d bytes", maxText)
		}
		out.List = append(out.List, item)
	}
	if !out.Many && len(out.List) == 0 {
		return Values{}, errors.New("a value is text, a number or a boolean, not null")
	}
	return out, nil
}
