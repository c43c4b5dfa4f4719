package sam

import (
	"slices"
	"strconv"
)

func decimal(i int) string { return strconv.Itoa(i) }

// not is the name of the condition that holds when another does not; it is added to the template.
func (t *transformer) not(at *node, condition, suffixOf string) string {
	name := "NOT" + condition
	if suffixOf != "" {
		name += digest(suffixOf)[:hashLength]
	}
	set(child(t.root, "Conditions"), name, object(at, "Fn::Not", list(at, object(at, "Condition", condition))))
	return name
}

// and is the name of the condition that holds when two others do.
func (t *transformer) and(at *node, first, second, suffixOf string) string {
	name := first + "AND" + second + digest(suffixOf)[:hashLength]
	set(child(t.root, "Conditions"), name, object(at, "Fn::And", list(at, object(at, "Condition", object(at, "Condition", first)), object(at, "Condition", object(at, "Condition", second)))))
	return name
}

const maxAlternatives = 10 // that CloudFormation takes in one Fn::Or

// anyOf adds a condition that holds when one of the others does, in steps where there are too many.
func (t *transformer) anyOf(at *node, name string, conditions []string) {
	slices.Sort(conditions)
	conditions = slices.Compact(conditions)
	all := child(t.root, "Conditions")
	if len(conditions) <= maxAlternatives {
		set(all, name, object(at, "Fn::Or", alternatives(at, conditions)))
		return
	}
	var steps []string
	for len(conditions) > 0 {
		n := min(maxAlternatives, len(conditions))
		step := name + decimal(len(steps)+1)
		if n == 1 {
			steps = append(steps, conditions[0])
			conditions = nil
			continue
		}
		set(all, step, object(at, "Fn::Or", alternatives(at, conditions[:n])))
		steps = append(steps, step)
		conditions = conditions[n:]
	}
	set(all, name, object(at, "Fn::Or", alternatives(at, steps)))
}

func alternatives(at *node, conditions []string) []*node {
	var list []*node
	for _, c := range conditions {
		list = append(list, object(at, "Condition", c))
	}
	return list
}
