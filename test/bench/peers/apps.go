package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// compareApps scans a directory of applications with both tools and prints how many answers they share, and a draw of
// those to be judged by reading the templates.
func compareApps(ctx context.Context, out *strings.Builder, o options, questions mapping, ours, theirs tool) error {
	mine, myCost, err := ours.scan(ctx, o.apps, o.runs)
	if err != nil {
		return err
	}
	other, otherCost, err := theirs.scan(ctx, o.apps, o.runs)
	if err != nil {
		return err
	}
	mine, other = only(mine, failed), only(other, failed)
	fmt.Fprintf(out, "%s: %d findings; %s\n%s: %d findings; %s\n", ours.name, len(mine), myCost, theirs.name, len(other), otherCost)
	mineByFile, otherByFile := byFile(mine), byFile(other)

	var asked, both []answer
	for _, a := range other {
		if len(questions.rules(a.check)) == 0 {
			continue
		}
		asked = append(asked, a)
		if slices.ContainsFunc(mineByFile[a.file], func(m answer) bool { return questions.same(m.check, a.check) && m.of(a.element) }) {
			both = append(both, a)
		}
	}
	fmt.Fprintf(out, "of %s's, %d are of questions that we ask too; of these we report %d at the same resource\n", theirs.name, len(asked), len(both))

	var alone []answer
	for _, m := range mine {
		if !slices.ContainsFunc(otherByFile[m.file], func(a answer) bool { return questions.near(m.check, a.check) }) {
			alone = append(alone, m)
		}
	}
	fmt.Fprintf(out, "of %s's, %d have no answer of %s's near them in the file\n", ours.name, len(alone), theirs.name)

	draw := rand.New(rand.NewPCG(o.seed, 0)) //nolint:gosec // a draw that can be repeated
	for _, a := range sample(draw, asked, o.sample) {
		where := "nothing"
		for _, m := range mineByFile[a.file] {
			if questions.same(m.check, a.check) {
				where = "the rule elsewhere in the file"
				if m.of(a.element) {
					where = "the same"
					break
				}
			}
		}
		fmt.Fprintf(out, "theirs\t%s\t%v\t%s:%d\t%s\twe say\t%s\n", a.check, questions.rules(a.check), a.file, a.line, a.element, where)
	}
	for _, m := range sample(draw, alone, o.sample*2/3) {
		fmt.Fprintf(out, "ours\t%s\t%s:%d\t%s\n", m.check, m.file, m.line, m.element)
	}
	return nil
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
