package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
)

// input are the flags that say what is read.
type input struct {
	parameters    []string
	parameterFile string
	env           string
	readsCode     bool
	noCache       bool
	configured
}

func (in *input) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&in.parameters, "parameter", "p", nil, "value of a template parameter, `NAME=VALUE`; also AWS::Region and the like (may be repeated)")
	cmd.Flags().StringVar(&in.parameterFile, "parameter-file", "", "`FILE` with parameter values: a JSON or YAML map, or the list that the AWS CLI takes")
	in.configured.flags(cmd)
}

// envFlag is for the commands that read one deployment or several.
func (in *input) envFlag(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&in.env, "env", "", usage)
}

// cacheFlag is for the commands that read function code.
func (in *input) cacheFlag(cmd *cobra.Command) {
	in.readsCode = true
	cmd.Flags().BoolVar(&in.noCache, "no-cache", false, "read all function code again, and keep nothing of it in the user's cache directory")
}

// pathOf is the one path argument, the working directory where there is none.
func pathOf(args []string) string {
	if len(args) > 0 {
		return args[0]
	}
	return "."
}

// options are the scan options of the flags and the one path argument.
func (in *input) options(cmd *cobra.Command, args []string) (scan.Options, error) {
	opts := scan.Options{Path: pathOf(args), Env: in.env, Parameters: map[string]string{}, Progress: newProgress(cmd.ErrOrStderr()).show}
	var err error
	if opts.Config, err = in.load(opts.Path); err != nil {
		return opts, err
	}
	opts.Ignores = !in.none
	if in.readsCode && !in.noCache {
		opts.Cache = codeStore(opts.Path)
	}
	if opts.Config != nil {
		maps.Copy(opts.Parameters, opts.Config.Scan.Parameters)
	}
	if in.parameterFile != "" {
		if err := readParameters(in.parameterFile, opts.Parameters); err != nil {
			return opts, usage(err)
		}
	}
	for _, p := range in.parameters {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return opts, usage(errors.New("--parameter: write NAME=VALUE")) // what was written may be a secret
		}
		opts.Parameters[name] = value
	}
	return opts, nil
}

// ask answers what is found below the path of the arguments: how is scan.Read or scan.Run, with is what is asked beside.
func (in *input) ask(cmd *cobra.Command, args []string, how func(context.Context, scan.Options) (*scan.Result, error), with ...func(*scan.Options)) (*scan.Result, error) {
	opts, err := in.options(cmd, args)
	if err != nil {
		return nil, err
	}
	for _, ask := range with {
		ask(&opts)
	}
	result, err := how(cmd.Context(), opts)
	if err != nil {
		return nil, asError(err)
	}
	return result, in.check(result)
}

// withCode has function code read.
func withCode(opts *scan.Options) { opts.Code = true }

// asOfNow has time measured from now.
func asOfNow(opts *scan.Options) { opts.Now = time.Now().UTC() }

// check answers an error for a parameter of the command line that no template has: a slip of the pen
// there would give a scan of something else. Files may have more than one application needs.
func (in *input) check(r *scan.Result) error {
	for _, p := range in.parameters {
		name, _, _ := strings.Cut(p, "=")
		if slices.Contains(r.Unused, name) && len(r.Refused) == 0 {
			return usage(fmt.Errorf("--parameter %s: no template here has a parameter of this name", name))
		}
	}
	return nil
}

// readParameters reads a parameter file: {"Name": "value"}, {"Parameters": {"Name": "value"}} as
// CodePipeline takes it, or [{"ParameterKey": "Name", "ParameterValue": "value"}].
func readParameters(name string, into map[string]string) error {
	text, err := os.ReadFile(name) //nolint:gosec // the user names the file
	if err != nil {
		return fmt.Errorf("reading the parameter file: %w", err)
	}
	f, err := source.Parse(name, text)
	if err != nil {
		return err
	}
	root := f.Root
	if inner := root.Get("Parameters"); inner != nil {
		root = inner
	}
	switch root.Kind {
	case source.Map:
		for i, key := range root.Keys {
			value, err := parameterText(root.Items[i])
			if err != nil {
				return err
			}
			into[key.Text] = value
		}
	case source.List:
		for _, item := range root.Items {
			key, ok := item.Get("ParameterKey").Scalar()
			if !ok {
				return fmt.Errorf("%s: an item without ParameterKey", item.Location())
			}
			value, err := parameterText(item.Get("ParameterValue"))
			if err != nil {
				return err
			}
			into[key] = value
		}
	case source.Null, source.Bool, source.Number, source.String:
		return fmt.Errorf("%s: a parameter file holds a map or a list, not %s", name, root.Name())
	}
	return nil
}

func parameterText(n *source.Node) (string, error) {
	if text, ok := n.Scalar(); ok {
		return text, nil
	}
	if n != nil && n.Kind == source.List {
		var parts []string
		for _, item := range n.Items {
			text, _ := item.Scalar()
			parts = append(parts, text)
		}
		return strings.Join(parts, ","), nil
	}
	return "", fmt.Errorf("%s: the value of a parameter is a text or a list of texts, not %s", n.Location(), n.Name())
}

// asError gives an error of reading its exit code.
func asError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return usage(err)
}
