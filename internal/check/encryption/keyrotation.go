package encryption

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var keyRotation = check.Rule{
	ID:       "encryption-key-rotation-off",
	Title:    "Key that is not rotated every year",
	Severity: finding.Low,
	Why: "Everything that is ever encrypted with the key depends on one piece of key material: whoever gets at it reads the data of all years. " +
		"Rotation is off unless it is switched on, costs little and changes nothing for who uses the key.",
	Remedy:   "Set EnableKeyRotation: true on the key, and RotationPeriodInDays to 365 at most if it is set at all.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html",
	},
	CWE:      []string{"CWE-324"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.7.4", "PCI-DSS-4.0.1:3.6.1", "HIPAA:164.312(a)(2)(iv)", "GDPR:32(1)(a)"},
	Run:      runKeyRotation,
}

// year is the longest that key material is to be in use, in days.
const year = 365

func runKeyRotation(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::KMS::Key" {
			continue
		}
		can, why := rotates(r.Properties)
		if !can && why == "" {
			continue
		}
		enabled, days := r.Properties.Get("EnableKeyRotation"), r.Properties.Get("RotationPeriodInDays")
		on, whyOn := check.Settle(enabled, isTrue)
		tooLong, whyLong := check.Settle(days, func(v model.Value) bool {
			n, known := v.Int()
			return known && n > year
		})
		s, name := p.Resource(r), model.LocalName(r.ID)
		switch {
		case on && whyOn == "" && !tooLong && whyLong == "":
			p.Met(s)
		case cmp.Or(why, whyOn) != "" || on && whyLong != "":
			p.Unknown(s, "whether key "+name+" is rotated every year", cmp.Or(why, whyOn, whyLong))
		case !on:
			p.NotMet(s, "key "+name+" is not rotated", check.AtValue(enabled))
		default:
			p.NotMet(s, "key "+name+" is rotated only every "+days.String()+" days", check.AtValue(days))
		}
	}
}

// rotates reports whether the key service can rotate a key by itself: asymmetric and HMAC keys, keys
// with imported material and those in a key store of one's own it cannot (AWS KMS Developer Guide,
// "Rotate AWS KMS keys"). A key that is switched off is not used.
func rotates(properties model.Value) (can bool, why string) {
	for _, only := range []struct{ property, value string }{
		{"KeySpec", "SYMMETRIC_DEFAULT"}, {"KeyUsage", "ENCRYPT_DECRYPT"}, {"Origin", "AWS_KMS"}, {"Enabled", "true"},
	} {
		fits, reason := check.Settle(properties.Get(only.property), func(v model.Value) bool {
			text, _ := v.Text()
			truth, isTruth := v.Truth()
			return v.IsAbsent() || text == only.value || isTruth && truth
		})
		if reason == "" && !fits {
			return false, ""
		}
		why = cmp.Or(why, reason)
	}
	return why == "", why
}

func isTrue(v model.Value) bool {
	on, known := v.Truth()
	return on && known
}
