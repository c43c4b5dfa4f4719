// Package cdk reads cloud assemblies, the directories that "cdk synth" writes (cdk.out): which
// templates are deployed, into which account and region, which files and images are uploaded for
// them, and which constructs the library made on its own account.
//
// It reads manifest.json, *.assets.json, *.metadata.json and tree.json and answers questions about
// templates; the templates themselves are read by package cloudformation. The formats are those of
// the package @aws-cdk/cloud-assembly-schema (cloud-assembly.schema.json, assets.schema.json). What
// is not as it should be is noted with its place, and the templates are read all the same.
package cdk
