package syntax

import (
	"syscall"
	"time"
)

// ofThread is RUSAGE_THREAD (getrusage(2)).
const ofThread = 1

// worked is how long the current thread has worked. What else runs on the machine does not count: a text must not be
// left unread because of that.
func worked() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(ofThread, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
