package permit

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Resource is one resource that is declared, by all the names that statements may mean it by. The
// first is its ARN, which tells its type; another may be a reference to it.
type Resource []model.Value

// thing is a resource, or some one of the things in it, with the types that it is of.
type thing struct {
	names []policy.Named
	types map[catalogue.ResourceType]bool
}

// things are what actions on a declared resource can be about: itself, and where its type has parts
// that actions act on (the objects of a bucket) some one of those. There are none where the type is
// not known.
func (r Resource) things() []thing {
	if len(r) == 0 {
		return nil
	}
	text := policy.SampleARN(r[0])
	own := typesOf(text)
	if len(own) == 0 {
		return nil
	}
	whole := thing{types: own}
	for _, name := range r {
		whole.names = append(whole.names, policy.Name(name))
	}
	out := []thing{whole}
	inside := typesOf(text + "/part")
	for t := range own {
		delete(inside, t)
	}
	if len(inside) > 0 {
		part := model.NewUnknown(model.Cause{Name: "part", Reason: "it depends on which part of the resource is meant"}, r[0].At)
		within := thing{types: inside}
		for _, name := range r {
			within.names = append(within.names, policy.Name(model.NewTemplate([]model.Value{name, model.NewString("/", name.At), part}, name.At)))
		}
		out = append(out, within)
	}
	return out
}

// typesOf are the types that an ARN can name. Other services list them as theirs too (ec2:role); they count,
// since their actions act on them.
func typesOf(arn string) map[catalogue.ResourceType]bool {
	out := map[catalogue.ResourceType]bool{}
	for _, t := range catalogue.TypesOf(arn) {
		out[t] = true
	}
	return out
}
