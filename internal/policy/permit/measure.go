package permit

import "github.com/sconce-dev/sconce/internal/policy"

// Measure is how much policies allow.
type Measure struct {
	Score float64 // 0: nothing, 1: everything; what is not certain counts half
	Least float64 // what is certain alone
	Most  float64 // all that may be allowed
	Parts [len(levels)]Part
}

// Part is how much of one level is allowed, as a share of the level between 0 and 1.
type Part struct {
	Level Level
	Score float64
	Least float64
	Most  float64
}

// add counts a cell.
func (p *Part) add(mass float64, allowed policy.Truth) {
	switch allowed {
	case policy.Yes:
		p.Least += mass
		p.Score += mass
		p.Most += mass
	case policy.Maybe:
		p.Score += mass / 2
		p.Most += mass
	case policy.No:
	}
}

// over is the part as a share of what there is. Sums of fractions may come out a hair above it.
func (p *Part) over(size float64) Part {
	return Part{p.Level, min(1, p.Score/size), min(1, p.Least/size), min(1, p.Most/size)}
}

// sum fills in the whole from the parts: their mean, weighted.
func (m Measure) sum() Measure {
	weights := 0.0
	for _, p := range m.Parts {
		w := p.Level.Weight()
		weights += w
		m.Score += w * p.Score
		m.Least += w * p.Least
		m.Most += w * p.Most
	}
	m.Score, m.Least, m.Most = m.Score/weights, m.Least/weights, m.Most/weights
	return m
}

// Change is by which part of itself a measure changes to another: -0.92 is 92 % less. Of nothing
// allowed there is no part, so ok is false.
func (m Measure) Change(to Measure) (part float64, ok bool) {
	if m.Score == 0 {
		return 0, false
	}
	return (to.Score - m.Score) / m.Score, true
}
