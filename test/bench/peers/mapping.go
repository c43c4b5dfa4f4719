package main

import (
	"embed"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

//go:embed checkov.yaml kics.yaml
var mappings embed.FS

// question is what a peer asks about the weakness of one of our rules.
type question struct {
	Same []string `yaml:"same"`
	Near []string `yaml:"near"`
}

// mapping has a peer's checks under our rules. A rule that it lacks is not asked.
type mapping map[string]question

func readMapping(name string) (mapping, error) {
	text, err := mappings.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var m mapping
	if err := yaml.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// same says whether a check asks the question of a rule; near, whether it asks that or something close to it.
func (m mapping) same(rule, check string) bool { return named(m[rule].Same, check) }

func (m mapping) near(rule, check string) bool {
	return m.same(rule, check) || named(m[rule].Near, check)
}

// rules are those whose question a check asks, in order.
func (m mapping) rules(check string) (rules []string) {
	for _, rule := range sorted(m) {
		if m.same(rule, check) {
			rules = append(rules, rule)
		}
	}
	return rules
}

func named(list []string, check string) bool {
	for _, name := range list {
		if prefix, open := strings.CutSuffix(name, "*"); name == check || open && strings.HasPrefix(check, prefix) {
			return true
		}
	}
	return false
}
