//go:build !linux

package syntax

import "time"

var start = time.Now()

// worked is how much time has passed: what the thread took of it these systems tell in other ways.
func worked() time.Duration { return time.Since(start) }
