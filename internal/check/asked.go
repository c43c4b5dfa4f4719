package check

import (
	"reflect"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// Asked is an application that rules are asked about one after the other. What several of them ask is worked out once.
type Asked struct {
	app     *model.App
	now     time.Time
	answers map[reflect.Type]any
}

// Ask begins to ask rules about an application.
func Ask(app *model.App, now time.Time) *Asked {
	return &Asked{app: app, now: now, answers: map[reflect.Type]any{}}
}

// Run asks one rule. It answers the weaknesses and unknowns in the order of the rule, and the number of subjects that are
// as they should be.
func (a *Asked) Run(rule *Rule) (findings []finding.Finding, met int) {
	p := &Pass{App: a.app, Rule: rule, Now: a.now, asked: a}
	rule.Run(p)
	return p.findings, p.met
}

// Shared is what an application answers to a question that several rules ask: each type of answer is one question.
func Shared[T any](a *Asked, answer func(*model.App) T) T {
	key := reflect.TypeFor[T]()
	if known, ok := a.answers[key]; ok {
		return known.(T) //nolint:forcetypeassert // it was put there under its type
	}
	out := answer(a.app)
	a.answers[key] = out
	return out
}

// Asked is the application with what other rules have worked out of it.
func (p *Pass) Asked() *Asked { return p.asked }

// Ask answers what another rule finds.
func (p *Pass) Ask(rule *Rule) []finding.Finding {
	findings, _ := p.asked.Run(rule)
	return findings
}
