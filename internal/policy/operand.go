package policy

import (
	"encoding/base64"
	"math"
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
// "IAM policy elements: Variables and tags", Condition element).
func (c Comparison) takesVariables() bool {
	return c.class() == classString || c.class() == classArn
}

// parseNumber reads a decimal number with an optional sign, fraction and exponent.
func parseNumber(text string) (float64, bool) {
	if text == "" || !strings.ContainsRune("+-.0123456789", rune(text[0])) || strings.ContainsAny(text, "xXpP_nN") {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

func isNumber(text string) bool {
	_, ok := parseNumber(text)
	return ok
}

// The W3C profile of ISO 8601 ("Date and Time Formats", NOTE-datetime), with a zone or, as the
// service's own documents write it, without.
var dateLayouts = [...]string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700",
}

// parseDate reads a date in an ISO 8601 format or in seconds since 1970; the answer is in
// nanoseconds since 1970. A number of four digits is a year.
func parseDate(text string) (int64, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) != 4 {
		if n > math.MaxInt64/int64(time.Second) || n < math.MinInt64/int64(time.Second) {
			return 0, false
		}
		return n * int64(time.Second), true
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			if t.Year() < 1678 || t.Year() > 2261 { // what nanoseconds can say
				return 0, false
			}
			return t.UnixNano(), true
		}
	}
	return 0, false
}

func isDate(text string) bool {
	_, ok := parseDate(text)
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

// parseRange reads an address range in CIDR notation; a single address is the range of itself.
func parseRange(text string) (netip.Prefix, bool) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked(), true
	}
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	return netip.Prefix{}, false
}

func isRange(text string) bool {
	_, ok := parseRange(text)
	return ok
}

func isBase64(text string) bool {
	_, err := base64.StdEncoding.DecodeString(text)
	return err == nil
}
