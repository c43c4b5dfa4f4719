package sam

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/source"
)

// The limits of a template and of what is made of it. CloudFormation takes templates of 1 MB and
// deploys 500 resources; what a real template of that size takes is far below this.
const (
	maxSteps     = 200_000         // a step makes or looks at about one value; the largest template seen takes 1,100
	maxValues    = source.MaxNodes // of the result
	maxResources = 2_000           // written or made
	maxKeys      = 5_000           // of one map
	maxKeyLength = 1_024           // bytes of a key or of a logical id
	maxErrors    = 1_000           // further ones are not kept
	maxMessage   = 4_096           // bytes of one
	maxPolicies  = 500             // entries of Policies; a role has 20 managed ones
	stepText     = 64              // bytes of text that are one step
	stepLook     = 16              // values that are only looked at, for one step
)

// exhausted is how an expansion that takes too much is given up, from wherever it has got to.
type exhausted struct{ err error }

// giveUp ends the expansion. Transform catches it: nothing of it leaves the package.
func (t *transformer) giveUp(at *node, format string, args ...any) {
	panic(exhausted{located(at, fmt.Sprintf(format, args...))})
}

// caught is the error of an expansion that was given up, nil where it was not.
func caught(recovered any) error {
	if recovered == nil {
		return nil
	}
	e, ok := recovered.(exhausted)
	if !ok {
		panic(recovered) // a mistake in this package
	}
	return e.err
}

// spend counts steps, and gives up where there are too many: what makes much of little would
// otherwise fill the memory.
func (t *transformer) spend(steps int, at *node) {
	if t.steps += steps; t.steps > maxSteps {
		t.giveUp(at, "expanding the template takes more than %d steps: copies, parameters or routes make too much of it", maxSteps)
	}
}

// look counts values that are only looked at.
func (t *transformer) look(values int, at *node) { t.spend(1+values/stepLook, at) }

// sizeOf is the number of values of a tree, as far as a little over a limit. Parts of a tree may be
// shared, so that it can be larger than what is in memory.
func sizeOf(n *node, limit int) int {
	if n == nil {
		return 0
	}
	size := 1
	for _, item := range n.Items {
		if size > limit {
			break
		}
		size += sizeOf(item, limit-size)
	}
	return size
}

// weightOf is sizeOf with the texts: what it takes to write the tree.
func weightOf(n *node, limit int) int {
	if n == nil {
		return 0
	}
	weight := 1 + len(n.Text)/stepText
	for i, item := range n.Items {
		if weight > limit {
			break
		}
		if n.Kind == source.Map {
			weight += len(n.Keys[i].Text) / stepText
		}
		weight += weightOf(item, limit-weight)
	}
	return weight
}

// copied is a copy that counts.
func (t *transformer) copied(n *node) *node {
	t.spend(sizeOf(n, maxSteps), n)
	return clone(n)
}

// weighed counts what it takes to write a tree.
func (t *transformer) weighed(n *node) *node {
	t.spend(weightOf(n, maxSteps), n)
	return n
}

// large reports whether a template is too large to be expanded, and says so.
func (t *transformer) large(root *node) bool {
	var wide, long *node
	walk(root, func(n *node) {
		if !isMap(n) {
			return
		}
		if len(n.Keys) > maxKeys && wide == nil {
			wide = n
		}
		for _, k := range n.Keys {
			if len(k.Text) > maxKeyLength && long == nil {
				long = k
			}
		}
	})
	resources := root.Get("Resources")
	switch {
	case wide != nil:
		t.fail(wide, "the template has a map with %d entries; the limit is %d", len(wide.Keys), maxKeys)
	case long != nil:
		t.fail(long, "the template has a key of %d bytes; the limit is %d", len(long.Text), maxKeyLength)
	case keys(resources) > maxResources:
		t.fail(resources, "the template has %d resources; the limit is %d (CloudFormation deploys 500)", len(resources.Keys), maxResources)
	default:
		return false
	}
	return true
}

// checkResult gives up where what was made is too large to be read on.
func (t *transformer) checkResult() {
	if weightOf(t.root, maxValues) > maxValues {
		t.giveUp(t.root, "the template makes more than %d values", maxValues)
	}
}
