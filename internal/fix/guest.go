package fix

import (
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// leaveGuest has the policy of a resource allow functions what they need of it, or takes the statement out where that is
// nothing.
func leaveGuest(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	guest, ok := least.Of(c.App).Guests(s.grant)
	if because, certain := guest.Certain(); !ok || !certain {
		return Proposal{}, advise("what its functions need is not known: " + because.Text)
	}
	var names []string
	var actions []splice.Value
	for _, n := range guest.Needs {
		if !slices.Contains(names, n.Action) {
			names, actions = append(names, n.Action), append(actions, splice.Text(n.Action))
		}
	}
	if len(actions) == 0 {
		return s.without()
	}
	s.d.set(oneOrMany(actions), s.in("Action")...)
	s.d.note("The policy of " + local(s.grant.Resource) + " allows what the code of the functions calls, as far as that says.")
	return s.allowing(names)
}

// without takes a statement out: with the policy, where it is the only one.
func (s *statement) without() (Proposal, error) {
	if len(s.path) < 3 {
		return Proposal{}, advise("the statement is not written as one of a list")
	}
	above := s.path[:len(s.path)-1]
	list := s.d.at(above...)
	if list == nil || list.Kind != source.List || len(list.Items) == 1 {
		s.d.remove("Resources", s.w.name)
		s.d.touch(s.w.id, "")
		s.d.touch(s.grant.Resource, "/")
		return s.d.done()
	}
	var stay []splice.Value
	for i, item := range list.Items {
		if number(i) == s.path[len(s.path)-1] {
			continue
		}
		v, ok := copied(item)
		if !ok {
			return Proposal{}, advise("a function decides another statement beside it: " + item.Location().String())
		}
		stay = append(stay, v)
	}
	s.d.set(splice.List(stay...), above...)
	return s.allowing(nil)
}

// narrowPermission lets a service do nothing with a function but call it, for the one thing of the application that does.
func narrowPermission(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	if action, _ := s.d.at(s.in("Action")...).Scalar(); action != "lambda:InvokeFunction" {
		s.d.set(splice.Text("lambda:InvokeFunction"), s.in("Action")...)
		s.d.touch(s.w.id, "Action")
	}
	service := s.grant.Principals.Get("Service").String()
	if found := slices.Collect(maps.Values(c.callers(s.grant.Resource, serviceOf(service)))); len(found) == 1 && s.has("SourceArn") {
		s.d.remove(s.in("SourceArn")...)
		s.d.set(found[0], s.in("SourceArn")...)
		s.d.touch(s.w.id, "SourceArn")
	}
	return s.allowing([]string{"lambda:InvokeFunction"})
}

// serviceOf is the first part of a service principal: "sns" of sns.amazonaws.com.
func serviceOf(principal string) string {
	service, _, _ := strings.Cut(principal, ".")
	return service
}
