package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// cost is what a run of a tool took: of a clock, of the processors, and of memory at most.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

func (c cost) String() string {
	return fmt.Sprintf("%.2f s, %.2f s of processor, %d MiB at most", c.wall.Seconds(), c.cpu.Seconds(), c.peak>>20)
}

// ratio says how many times as much this is as another.
func (c cost) ratio(o cost) string {
	return fmt.Sprintf("%.0f times as long, %.0f times the processor, %.1f times the memory",
		c.wall.Seconds()/o.wall.Seconds(), c.cpu.Seconds()/o.cpu.Seconds(), float64(c.peak)/float64(o.peak))
}

// run starts a tool in a directory and returns what it printed. Both tools exit with 1 when they find something.
func run(ctx context.Context, dir, program string, args ...string) ([]byte, cost, error) {
	var out, trouble bytes.Buffer
	c := exec.CommandContext(ctx, program, args...) //nolint:gosec // the programs are built or named by whoever runs the comparison
	c.Dir, c.Stdout, c.Stderr = dir, &out, &trouble
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 1 && out.Len() > 0 {
		err = nil
	}
	if err != nil {
		return nil, cost{}, fmt.Errorf("%s: %w: %s", program, err, tail(trouble.Bytes()))
	}
	used := cost{wall: wall, cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
	if u, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		used.peak = u.Maxrss << 10 // Linux counts in KiB
	}
	return out.Bytes(), used, nil
}

func tail(text []byte) []byte { return text[max(0, len(text)-500):] }

// median is of each measure on its own: on a shared machine the run with the middle time is not the one with the middle memory.
func median(costs []cost) cost {
	return cost{
		wall: middle(costs, func(c cost) time.Duration { return c.wall }),
		cpu:  middle(costs, func(c cost) time.Duration { return c.cpu }),
		peak: middle(costs, func(c cost) int64 { return c.peak }),
	}
}

func middle[T cmp.Ordered](costs []cost, of func(cost) T) T {
	var list []T
	for _, c := range costs {
		list = append(list, of(c))
	}
	slices.Sort(list)
	return list[len(list)/2]
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
