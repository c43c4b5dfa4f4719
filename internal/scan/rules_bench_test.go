package scan

import (
	"testing"
	"time"
)

// BenchmarkRules asks all rules about the inputs of the SAM translator's suite, and says what that costs
// beside making their models: 0.3 is 30 %.
func BenchmarkRules(b *testing.B) {
	dir := written(b, suite(b))
	var model, rules time.Duration
	for b.Loop() {
		r, err := Run(b.Context(), Options{Path: dir, Now: time.Now(), Clock: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		model += r.Model
		for _, cost := range r.Costs {
			rules += cost
		}
	}
	b.ReportMetric(float64(rules)/float64(model), "rules/model")
}
