// Command generate writes the catalogue's data from its pinned sources. It takes each source with the ordinary client of
// its registry (npm, pip), verifies its hash, and writes the sections that the package embeds. With -check it writes
// nothing and says whether the committed sections hold what the sources give.
//
// Run it through `go generate` in the catalogue's directory. The managed policies are a file: the directory that holds
// it is named by -facts or by the environment variable SCONCE_FACTS.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os" //nolint:depguard // a program beside the package: it fetches and writes files
	"path/filepath"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// section is one embedded file.
type section struct {
	name string
	raw  []byte
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	check := flags.Bool("check", false, "compare with the committed data instead of writing")
	dir := flags.String("dir", ".", "the catalogue's directory")
	facts := flags.String("facts", os.Getenv("SCONCE_FACTS"), "the directory of aws-managed-policies.json")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *facts == "" {
		*facts = filepath.Join(*dir, "..", "..", "..", "..", "shared", "facts")
	}
	sections, err := build(ctx, *dir, *facts, out)
	if err != nil {
		return err
	}
	var problems []error
	for _, s := range sections {
		path := filepath.Join(*dir, "data", s.name)
		if *check {
			problems = append(problems, compare(path, s.raw))
			continue
		}
		packed, err := deflate(s.raw)
		if err != nil {
			return fmt.Errorf("section %s: %w", s.name, err)
		}
		if err := os.WriteFile(path, packed, 0o644); err != nil { //nolint:gosec // G306: sources are readable by all
			return fmt.Errorf("write section: %w", err)
		}
		if _, err := fmt.Fprintf(out, "%s: %d bytes, %d packed\n", s.name, len(s.raw), len(packed)); err != nil {
			return err
		}
	}
	return errors.Join(problems...)
}

// compare says whether a committed section holds the given bytes. It looks inside the compression, whose output may
// change with the version of Go.
func compare(path string, raw []byte) error {
	packed, err := os.ReadFile(path) //nolint:gosec // G304: a file of the catalogue's directory
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	old, err := inflate(packed)
	if err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	if !bytes.Equal(old, raw) {
		return fmt.Errorf("%s is not what the pinned sources give: run go generate and commit the result", path)
	}
	return nil
}

// build makes the sections from the sources and the hand-made tables.
func build(ctx context.Context, dir, facts string, report io.Writer) ([]section, error) {
	pins, list, err := sources(filepath.Join(dir, "sources.json"))
	if err != nil {
		return nil, err
	}
	data := make(map[string][]byte)
	for _, s := range list {
		if data[s.Kind], err = fetch(ctx, s, facts); err != nil {
			return nil, err
		}
	}
	services, err := readIAM(data["npm"])
	if err != nil {
		return nil, err
	}
	models, err := readSDK(data["pypi"])
	if err != nil {
		return nil, err
	}
	t, err := readTables(filepath.Join(dir, "tables"))
	if err != nil {
		return nil, err
	}
	makers := []struct {
		name string
		make func() ([]byte, error)
	}{
		{"names.bin", func() ([]byte, error) { return encodeNames(pins, services) }},
		{"details.bin", func() ([]byte, error) { return encodeDetails(services, t.forms, t.globals) }},
		{"operations.bin", func() ([]byte, error) { return encodeOperations(models, services, t, report) }},
		{"managed.bin", func() ([]byte, error) { return encodeManaged(data["file"], t.managed, services) }},
	}
	var out []section
	for _, m := range makers {
		raw, err := m.make()
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", m.name, err)
		}
		out = append(out, section{m.name, raw})
	}
	return out, nil
}
