package policy

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// class is what kind of values a comparison compares.
type class uint8

const (
	classString class = iota
	classNumeric
	classDate
	classBool
	classBinary
	classIP
	classArn
	classNull
)

func (c Comparison) class() class {
	switch c {
	case StringEquals, StringNotEquals, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase, StringLike, StringNotLike:
		return classString
	case NumericEquals, NumericNotEquals, NumericLessThan, NumericLessThanEquals, NumericGreaterThan, NumericGreaterThanEquals:
		return classNumeric
	case DateEquals, DateNotEquals, DateLessThan, DateLessThanEquals, DateGreaterThan, DateGreaterThanEquals:
		return classDate
	case Bool:
		return classBool
	case BinaryEquals:
		return classBinary
	case IPAddress, NotIPAddress:
		return classIP
	case ArnEquals, ArnNotEquals, ArnLike, ArnNotLike:
		return classArn
	case Null:
		return classNull
	}
	return classString
}

// takesVariables reports whether values of the comparison may have policy variables (IAM User Guide,
// "IAM JSON policy elements: Condition operators": string, ARN and Boolean operators).
func (c Comparison) takesVariables() bool {
	of := c.class()
	return of == classString || of == classArn || of == classBool
}

// ParseNumber reads an integer or a decimal fraction with an optional sign. The documentation has no
// exponents.
func ParseNumber(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 || strings.Trim(digits, "0123456789.") != "" || strings.Trim(digits, ".") == "" || len(digits) > 64 {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

func isNumber(text string) bool {
	_, ok := ParseNumber(text)
	return ok
}

// The W3C profile of ISO 8601 ("Date and Time Formats", NOTE-datetime), with a zone or, as the
// service's own documents write it, without.
var dateLayouts = [...]string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700",
}

// ParseDate reads a date in an ISO 8601 format, or in seconds since 1970. A number of four digits is
// a year.
func ParseDate(text string) (time.Time, bool) {
	if text == "" || len(text) > 40 || text[0] < '-' || text[0] > '9' {
		return time.Time{}, false
	}
	if strings.Trim(text, "0123456789") == "" && len(text) != 4 {
		seconds, err := strconv.ParseInt(text, 10, 64)
		return time.Unix(seconds, 0), err == nil && seconds < 1<<40
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func isDate(text string) bool {
	_, ok := ParseDate(text)
	return ok
}

// parseBoolean reads true or false without regard to case.
func parseBoolean(text string) (value, ok bool) {
	switch {
	case strings.EqualFold(text, "true"):
		return true, true
	case strings.EqualFold(text, "false"):
		return false, true
	}
	return false, false
}

func isBoolean(text string) bool {
	_, ok := parseBoolean(text)
	return ok
}

// ParseRange reads an address range in CIDR notation; a single address is the range of itself.
func ParseRange(text string) (netip.Prefix, bool) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked(), true
	}
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	return netip.Prefix{}, false
}

func isRange(text string) bool {
	_, ok := ParseRange(text)
	return ok
}

func isBase64(text string) bool {
	_, err := base64.StdEncoding.DecodeString(text)
	return err == nil
}
