package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	records "github.com/sconce-dev/sconce/internal/usage"
)

// observed are the flags that say what roles were seen to do.
type observed struct {
	records []string
	roles   []string
	idle    int
}

func (o *observed) flags(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&o.records, "cloudtrail", nil, "what roles really did: `FILES` or directories of CloudTrail records (JSON, also packed), or what get-service-last-accessed-details answers")
	cmd.Flags().StringArrayVar(&o.roles, "role", nil, "with --cloudtrail: a role of the application and what it is deployed as, `ROLE=ARN` (may be repeated)")
	cmd.Flags().IntVar(&o.idle, "unused-days", 90, "with --cloudtrail: after how many `DAYS` without use a grant counts as not used")
}

// read puts the records into the options of a scan. What could not be read is named on the error output; where nothing
// could, that is an error.
func (o *observed) read(cmd *cobra.Command, opts *scan.Options) error {
	if len(o.records) == 0 {
		if len(o.roles) > 0 {
			return usage(errors.New("--role: without --cloudtrail there is nothing to tell of roles"))
		}
		return nil
	}
	if o.idle < 1 {
		return usage(errors.New("--unused-days: at least 1"))
	}
	opts.Idle, opts.Roles = o.idle, map[string]string{}
	for _, pair := range o.roles {
		name, arn, ok := strings.Cut(pair, "=")
		if !ok || !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":role/") {
			return usage(fmt.Errorf("--role %.100q: write ROLE=arn:aws:iam::123456789012:role/NAME", pair))
		}
		opts.Roles[name] = arn
	}
	log := records.NewLog()
	for _, name := range o.records {
		part, err := readRecords(cmd, name)
		if err != nil {
			return err
		}
		log.Add(part)
	}
	for _, err := range log.Refused {
		_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+report.Clean(err.Error()))
	}
	if log.Empty() {
		return usage(fmt.Errorf("--cloudtrail %s: there are no records", strings.Join(o.records, ",")))
	}
	opts.Usage = log
	return nil
}

// readRecords reads a file or a directory.
func readRecords(cmd *cobra.Command, name string) (*records.Log, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage(fmt.Errorf("--cloudtrail: %w", err))
	}
	dir, inside := name, "."
	if !info.IsDir() {
		dir, inside = filepath.Split(name)
		if dir == "" {
			dir = "."
		}
	}
	return records.Read(cmd.Context(), os.DirFS(dir), []string{inside})
}

// check answers an error for a role that no application has.
func (o *observed) check(r *scan.Result) error {
	for _, pair := range o.roles {
		name, _, _ := strings.Cut(pair, "=")
		found := false
		for _, app := range r.Apps {
			for i := range app.Model.Identities {
				id := app.Model.Identities[i].ID
				found = found || id == name || model.LocalName(id) == name
			}
		}
		if !found {
			return usage(fmt.Errorf("--role %.100s: no application here has a role of this name", name))
		}
	}
	return nil
}
