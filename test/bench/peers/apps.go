package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// compareApps scans a directory of applications with the tools and prints how many answers they share, and a draw of those
// to be judged by reading the templates.
func compareApps(ctx context.Context, out *strings.Builder, o options, ours tool, peers []tool) error {
	mine, took, err := ours.scan(ctx, o.apps, o.runs)
	if err != nil {
		return err
	}
	mine = only(mine, failed)
	fmt.Fprintf(out, "\napplications, median of %d: %s: %d findings; %s\n", o.runs, ours.name, len(mine), took)
	for _, peer := range peers {
		other, theirs, err := peer.scan(ctx, o.apps, o.runs)
		if err != nil {
			return err
		}
		other = only(other, failed)
		fmt.Fprintf(out, "\n%s: %d findings; %s: %s\n", peer.name, len(other), theirs, theirs.ratio(took))
		printApps(out, o, peer, mine, other)
	}
	return nil
}

func printApps(out *strings.Builder, o options, peer tool, mine, other []answer) {
	mineByFile, otherByFile := byFile(mine), byFile(other)
	var asked, both []answer
	for _, a := range other {
		if len(peer.asks.rules(a.check)) == 0 {
			continue
		}
		asked = append(asked, a)
		if slices.ContainsFunc(mineByFile[a.file], func(m answer) bool { return peer.asks.same(m.check, a.check) && m.of(a.element) }) {
			both = append(both, a)
		}
	}
	fmt.Fprintf(out, "of these, %d are of questions that we ask too; of them we report %d at the same resource\n", len(asked), len(both))

	var alone []answer
	for _, m := range mine {
		if !slices.ContainsFunc(otherByFile[m.file], func(a answer) bool { return peer.asks.near(m.check, a.check) }) {
			alone = append(alone, m)
		}
	}
	fmt.Fprintf(out, "of ours, %d have no answer near them in the file\n", len(alone))

	draw := rand.New(rand.NewPCG(o.seed, 0)) //nolint:gosec // a draw that can be repeated
	for _, a := range sample(draw, asked, o.sample) {
		fmt.Fprintf(out, "theirs\t%s\t%v\t%s:%d\t%s\twe say\t%s\n", a.check, peer.asks.rules(a.check), a.file, a.line, a.element,
			nearest(mineByFile[a.file], a, peer.asks))
	}
	for _, m := range sample(draw, alone, o.sample*2/3) {
		fmt.Fprintf(out, "ours\t%s\t%s:%d\t%s\n", m.check, m.file, m.line, m.element)
	}
}

// nearest says how near we come to a peer's answer.
func nearest(mine []answer, a answer, asks mapping) string {
	where := "nothing"
	for _, m := range mine {
		switch {
		case !asks.same(m.check, a.check):
		case m.of(a.element):
			return "the same"
		default:
			where = "the rule elsewhere in the file"
		}
	}
	return where
}

func only(said []answer, v verdict) (list []answer) {
	for _, a := range said {
		if a.verdict == v {
			list = append(list, a)
		}
	}
	return list
}

// sample draws from a list, which stays as it is.
func sample(draw *rand.Rand, list []answer, size int) []answer {
	order := draw.Perm(len(list))
	var drawn []answer
	for _, i := range order[:min(size, len(order))] {
		drawn = append(drawn, list[i])
	}
	return drawn
}
