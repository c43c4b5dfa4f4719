package catalogue

import "iter"

// Service is one service prefix of the permission language, such as s3: from 0 to ServiceCount()-1, in the order of the
// prefixes.
type Service int

// NoService is the service of what is not in the catalogue.
const NoService Service = -1

// ServiceCount is the number of services in the catalogue.
func ServiceCount() int { return len(names().prefixes) }

// LookupService finds a service by its prefix, whatever the case.
func LookupService(prefix string) (Service, bool) {
	s, ok := names().service(prefix)
	if !ok {
		return NoService, false
	}
	return Service(s), true
}

// Services yields every service.
func Services() iter.Seq[Service] {
	return func(yield func(Service) bool) {
		for s := range ServiceCount() {
			if !yield(Service(s)) {
				return
			}
		}
	}
}

func (s Service) valid() bool { return s >= 0 && int(s) < len(names().prefixes) }

// Prefix is what actions of the service begin with, "s3"; "" for no service.
func (s Service) Prefix() string {
	if !s.valid() {
		return ""
	}
	return names().prefixes[s]
}

// String is the prefix.
func (s Service) String() string { return s.Prefix() }

// Title is the provider's name of the service, "Amazon S3".
func (s Service) Title() string {
	if !s.valid() {
		return ""
	}
	return names().titles[s]
}

// Actions yields the actions of the service.
func (s Service) Actions() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		if !s.valid() {
			return
		}
		t := names()
		for a := t.first[s]; a < t.first[s+1]; a++ {
			if !yield(Action(a)) {
				return
			}
		}
	}
}
