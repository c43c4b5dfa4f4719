// Package observability asks whether what happens can be seen, now and later.
package observability

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&logRetention,
		&tracingOff,
		&noDeadLetter,
		&accessLogOff,
		&noAlarm,
		&logFormatText,
		&dataEventsOff,
		&trailWeak,
		&workflowLogOff,
		&deadLetterUnwatched,
		&requestDataLogged,
		&workflowDataLogged,
		&firewallLogOff,
		&partialFailureOff,
		&alarmWithoutAction,
		&bucketAccessLogOff,
	}
}
