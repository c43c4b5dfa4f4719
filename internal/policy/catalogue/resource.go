package catalogue

import (
	"iter"
	"slices"
)

// ResourceType is one kind of resource that actions of a service act on, such as the object of s3.
type ResourceType int

// ResourceUse says that an action acts on a type of resource.
type ResourceUse struct {
	Type     ResourceType
	Required bool           // a policy that allows the action must name a resource of this type
	Keys     []ConditionKey // condition keys of the action for this type alone; not to be changed
}

func (r ResourceType) entry() (typeEntry, bool) {
	if t := details(); r >= 0 && int(r) < len(t.types) {
		return t.types[r], true
	}
	return typeEntry{}, false
}

// ResourceTypeCount is the number of resource types in the catalogue.
func ResourceTypeCount() int { return len(details().types) }

// ResourceTypes yields the resource types of the service.
func (s Service) ResourceTypes() iter.Seq[ResourceType] {
	return func(yield func(ResourceType) bool) {
		t := details()
		if s < 0 || int(s)+1 >= len(t.firstType) {
			return
		}
		for i := t.firstType[s]; i < t.firstType[s+1]; i++ {
			if !yield(ResourceType(i)) {
				return
			}
		}
	}
}

// ResourceType finds a type of the service by its name, whatever the case.
func (s Service) ResourceType(name string) (ResourceType, bool) {
	for r := range s.ResourceTypes() {
		if compareFold(r.Name(), name) == 0 {
			return r, true
		}
	}
	return 0, false
}

// Name is the name within the service, "object"; "" for no type.
func (r ResourceType) Name() string {
	e, _ := r.entry()
	return e.name
}

// Service is the service whose reference lists the type; its ARN may name another one.
func (r ResourceType) Service() Service {
	e, ok := r.entry()
	if !ok {
		return NoService
	}
	return Service(e.service)
}

// String is service and name, "s3:object".
func (r ResourceType) String() string {
	if _, ok := r.entry(); !ok {
		return ""
	}
	return r.Service().Prefix() + ":" + r.Name()
}

// ARN is the form of the type's ARNs in the reference, with placeholders:
// "arn:${Partition}:s3:::${BucketName}/${ObjectName}".
func (r ResourceType) ARN() string {
	e, ok := r.entry()
	if !ok {
		return ""
	}
	return e.forms[0].text
}

// ConditionKeys yields the condition keys that requests about a resource of the type carry.
func (r ResourceType) ConditionKeys() iter.Seq[ConditionKey] {
	e, ok := r.entry()
	if !ok {
		return slices.Values[[]ConditionKey](nil)
	}
	return slices.Values(details().sets[e.set])
}

// Resources lists the types of resource the action acts on. None means that the action has no resource level: only "*"
// is right for it. Where no type is required, a policy names those that its requests use.
func (a Action) Resources() []ResourceUse {
	if !a.valid() || int(a) >= len(details().shape) {
		return nil
	}
	t := details()
	first := t.firstType[a.Service()]
	shape := t.shapes[t.shape[a]]
	uses := make([]ResourceUse, len(shape))
	for i, u := range shape {
		uses[i] = ResourceUse{ResourceType(first + u.local), u.required, t.sets[u.set]}
	}
	return uses
}

// HasResources reports whether the action has a resource level.
func (a Action) HasResources() bool {
	t := details()
	return a >= 0 && int(a) < len(t.shape) && len(t.shapes[t.shape[a]]) > 0
}

// ConditionKeys yields the keys that a request of the action may carry: the action's own, those of the types it acts
// on; each once. Global keys that the reference does not list for the action are not among them, see GlobalKeys.
func (a Action) ConditionKeys() iter.Seq[ConditionKey] {
	return func(yield func(ConditionKey) bool) {
		t := details()
		if a < 0 || int(a) >= len(t.shape) {
			return
		}
		keys := slices.Clone(t.sets[t.set[a]])
		for _, u := range a.Resources() {
			keys = append(keys, u.Keys...)
			keys = append(keys, t.sets[t.types[u.Type].set]...)
		}
		slices.Sort(keys)
		for _, k := range slices.Compact(keys) {
			if !yield(k) {
				return
			}
		}
	}
}

// SupportsKey reports whether a condition key, as a policy writes it, can be in a request of the action: it is one of
// the action's own, or one of a type the action acts on, or a global one.
func (a Action) SupportsKey(key string) bool {
	for k := range a.ConditionKeys() {
		if k.Matches(key) {
			return true
		}
	}
	for k := range GlobalKeys() {
		if k.Matches(key) {
			return true
		}
	}
	return false
}
