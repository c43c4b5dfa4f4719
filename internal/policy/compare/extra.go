package compare

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// extras are names of actions that the catalogue does not have: those that are written, and for every combination of
// patterns that names newer than the catalogue may match, one such name. It answers false where there are too many.
func (b *book) extras(lists []actionList) (out []string, complete bool) {
	globs := map[string][]listed{} // by service; "" for those whose service has wildcards
	alone := len(lists)
	for i, list := range lists {
		seen := map[*pattern]bool{}
		for _, item := range list.items {
			for _, spelling := range item {
				for _, p := range spelling {
					if p = b.patterns.wide(p); seen[p] || p.isAny() {
						continue
					}
					of := i
					if len(item) > 1 { // what one spelling matches and another does not is told apart
						of, alone = alone, alone+1
					} else {
						seen[p] = true
					}
					out = b.sortGlob(out, globs, listed{p, of})
				}
			}
		}
	}
	complete = true
	wild := globs[""]
	for _, service := range sortedKeys(globs) {
		var more []string
		var ok bool
		switch {
		case service == "":
			more, ok = b.combinations(nil, append(slices.Clip(wild), listed{b.patterns.intern([]token{one, star, ':', one, star}), -1}))
		case len(wild) == 0 && !slices.ContainsFunc(globs[service], func(p listed) bool { return !p.isPrefix() }):
			more, ok = prefixNames(globs[service]), true
		default:
			more, ok = b.combinations(characters(service+":"), append(slices.Clip(globs[service]), wild...))
		}
		out, complete = append(out, more...), complete && ok
	}
	return append(out, policy.WitnessName+":"+policy.WitnessName), complete
}

// listed is a pattern of an Action or NotAction element.
type listed struct {
	*pattern
	list int // the number of the element
}

// sortGlob puts a pattern to those of its service; a name in full is an action of its own.
func (b *book) sortGlob(out []string, globs map[string][]listed, p listed) []string {
	text := p.String()
	service, name, found := strings.Cut(text, ":")
	switch {
	case p.isText():
		if _, known := catalogue.LookupAction(text); !known && found && service != "" && name != "" {
			out = append(out, text)
		}
	case !found, strings.ContainsAny(service, "*?"):
		globs[""] = append(globs[""], p)
	case service != "":
		globs[service] = append(globs[service], p)
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// isPrefix reports whether the only wildcard is a star at the end.
func (p *pattern) isPrefix() bool {
	last := len(p.tokens) - 1
	for i, t := range p.tokens {
		if t.isRune() != (i < last) {
			return false
		}
	}
	return last >= 0 && p.tokens[last] == star
}

// prefixNames: of patterns that end in their only wildcard, each has a name that it and its own prefixes match.
func prefixNames(list []listed) []string {
	var prefixes []string
	for _, p := range list {
		prefixes = append(prefixes, strings.TrimSuffix(p.String(), "*"))
	}
	slices.Sort(prefixes)
	prefixes = slices.Compact(prefixes)
	out := make([]string, 0, len(prefixes))
	for i, prefix := range prefixes {
		var taken []rune // what other patterns go on with
		for _, longer := range prefixes[i+1:] {
			rest, found := strings.CutPrefix(longer, prefix)
			if !found {
				break
			}
			for _, r := range rest {
				taken = append(taken, r)
				break
			}
		}
		out = append(out, prefix+freshName(taken))
	}
	return out
}

// freshName is a name that begins with none of some characters.
func freshName(taken []rune) string {
	if !slices.Contains(taken, rune(policy.WitnessName[0])) {
		return policy.WitnessName
	}
	for _, r := range fresh {
		if !slices.Contains(taken, r) {
			return string(r) + policy.WitnessName
		}
	}
	return string(beyond(taken)) + policy.WitnessName
}

// beyond is a character that is none of some: it is further on than what anybody writes.
func beyond[R rune | token](taken []R) R {
	r := R(0x4e00)
	for slices.Contains(taken, r) {
		r++
	}
	return r
}

// maxNames bounds how many combinations of the patterns of one service are told apart.
const maxNames = 1 << 12

// maxNameSteps bounds the search for them.
const maxNameSteps = 1 << 18

// combinations are names behind a prefix, one for each combination of patterns that some name matches.
func (b *book) combinations(prefix []token, list []listed) (out []string, complete bool) {
	strands, groups := make([]strand, len(list)), make([]int, len(list))
	for i, p := range list {
		strands[i], groups[i] = strand{p.pattern, strict}, p.list+1
	}
	steps := min(b.steps, maxNameSteps)
	m := newMachine(strands, &steps)
	m.groups = groups
	last := slices.Max(groups)
	var need []int
	if prefix == nil {
		need = []int{len(list) - 1} // the form of a name: a service, a colon and a name
	}
	seen := map[string]bool{}
	complete = m.walk(prefix, need, func(word func() []token, accepted []bool) bool {
		if prefix == nil && !accepted[len(list)-1] {
			return false
		}
		matched := make([]bool, last+1)
		for i, yes := range accepted {
			matched[groups[i]] = matched[groups[i]] || yes
		}
		k := vector(matched)
		if !seen[k] {
			seen[k] = true
			out = append(out, (&pattern{tokens: word()}).String())
		}
		return len(out) > maxNames
	})
	return out, complete && len(out) <= maxNames
}

func vector(accepted []bool) string {
	out := make([]byte, len(accepted))
	for i, yes := range accepted {
		if yes {
			out[i] = 1
		}
	}
	return string(out)
}
