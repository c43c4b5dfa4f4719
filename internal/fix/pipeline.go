package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source/splice"
)

const project = "AWS::CodeBuild::Project"

// pipelineFixers mend how the application is built and deployed.
var pipelineFixers = []fixer{
	settings("pipeline-code-signing-warn",
		setting{kind: "AWS::Lambda::CodeSigningConfig", path: "CodeSigningPolicies.UntrustedArtifactOnDeployment", value: splice.Text("Enforce"), note: "What is not signed cannot be deployed any more."}),
	settings("pipeline-build-log-off",
		setting{kind: project, path: "LogsConfig.CloudWatchLogs.Status", value: splice.Text("ENABLED"), note: "The project's role must be allowed to write logs."}),
	settings("pipeline-registry-scan-off",
		setting{kind: "AWS::ECR::Repository", path: "ImageScanningConfiguration.ScanOnPush", value: splice.Bool(true)}),
	settings("pipeline-registry-tags-mutable",
		setting{kind: "AWS::ECR::Repository", path: "ImageTagMutability", value: splice.Text("IMMUTABLE"), note: "A push under a tag that is taken fails from now on, latest too: give each image a tag of its own."}),
	settings("pipeline-untrusted-builds",
		setting{kind: project, path: "Triggers.PullRequestBuildPolicy.RequiresCommentApproval", value: splice.Text("ALL_PULL_REQUESTS"), note: "A build of a pull request waits for a comment of somebody who may write to the repository."}),
	{"pipeline-build-insecure-ssl", proposeCheckedSSL},
	{"pipeline-build-privileged", proposeUnprivileged},
	{"pipeline-artifact-store-unprotected", proposeArtifactStore},
}

// proposeCheckedSSL has a build check the certificates of all its sources.
func proposeCheckedSSL(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	for _, list := range []string{"Source", "SecondarySources"} {
		for _, source := range mapsWith(w.property(list), "InsecureSsl") {
			if !strings.EqualFold(source.Get("InsecureSsl").Text, "true") {
				continue
			}
			if err := ch.setAt(w, source, "InsecureSsl", splice.Bool(false), list); err != nil {
				return Proposal{}, err
			}
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("it is not written where the project is")
	}
	ch.note("A server with an authority of its own needs its certificate in Environment.Certificate.")
	return ch.done()
}

// proposeUnprivileged takes the rights of a build that makes no container images: as far as its commands
// are written in the template.
func proposeUnprivileged(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	off := properties(nested("Environment.PrivilegedMode", splice.Bool(false)))
	commands := w.property("Source.BuildSpec")
	if commands == nil {
		return Proposal{}, w.advise("what the build runs is not in the template: where it makes no container images, write", off)
	}
	text := string(commands.File.Data[commands.Start:commands.End])
	switch {
	case !strings.ContainsAny(text, "\n{"):
		return Proposal{}, w.advise("what the build runs is in a file of its source: where it makes no container images, write", off)
	case strings.Contains(text, "docker"), strings.Contains(text, "sam build"), strings.Contains(text, "--use-container"), strings.Contains(text, "buildx"), strings.Contains(text, "podman"):
		return Proposal{}, w.advise("its commands may need containers: build images with a tool that needs no daemon, or in a project of its own, then write", off)
	}
	return c.settings(w, []setting{{kind: project, path: "Environment.PrivilegedMode", value: splice.Bool(false)}})
}

// proposeArtifactStore keeps versions of what a pipeline stores, under a key where it is declared without,
// and blocks that it becomes public.
func proposeArtifactStore(c *Case) (Proposal, error) {
	if c.typeOf(c.Finding.Resource) == project {
		w, err := c.written(c.Finding.Resource)
		if err != nil {
			return Proposal{}, err
		}
		return c.settings(w, []setting{{kind: project, path: "Artifacts.EncryptionDisabled", value: splice.Bool(false)}})
	}
	pipeline, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	w, err := c.written(pipeline.sibling(c.Finding.Detail))
	if err != nil {
		return Proposal{}, err
	}
	if strings.Contains(c.Finding.Message, "customer managed key") {
		return Proposal{}, w.advise("every role of the pipeline and of its builds must be allowed to use the key: kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey* and kms:ReEncrypt* on DataKey",
			properties(field("BucketEncryption", bucketKey("DataKey")), nested("VersioningConfiguration.Status", splice.Text("Enabled"))))
	}
	ch := c.change()
	if strings.Contains(c.Finding.Message, "versions") {
		if err := ch.set(w, "VersioningConfiguration.Status", splice.Text("Enabled")); err != nil {
			return Proposal{}, err
		}
	}
	if strings.Contains(c.Finding.Message, "public access") {
		if err := ch.set(w, "PublicAccessBlockConfiguration", blockPublic); err != nil {
			return Proposal{}, err
		}
	}
	return ch.done()
}

// adviseBuildSecret says how a build gets a secret at the time of the build.
func adviseBuildSecret(c *Case) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	variable := splice.Map(field("Name", splice.Text(c.Finding.Detail)), field("Type", splice.Text("SECRETS_MANAGER")), field("Value", splice.Text(w.name+"/"+c.Finding.Detail)))
	return w.advise("the value must be put into Secrets Manager first, changed because it was written here, and the project's role allowed secretsmanager:GetSecretValue on it",
		properties(nested("Environment.EnvironmentVariables", splice.List(variable))))
}

// newest are the runtimes with patches for longest, by the letters that the names of a language begin
// with (AWS Lambda Developer Guide, "Lambda runtimes").
var newest = []struct{ language, runtime string }{
	{"nodejs", "nodejs24.x"}, {"python", "python3.14"}, {"java", "java25"}, {"dotnet", "dotnet10"}, {"ruby", "ruby4.0"}, {"go", "provided.al2023"}, {"provided", "provided.al2023"},
}

// adviseRuntime says which runtime is the newest of the language: what the code needs to run on it no
// scan can tell.
func adviseRuntime(c *Case) error {
	f, ok := c.App.Function(c.Finding.Resource)
	if !ok {
		return advise("it is no function")
	}
	w, err := c.written(f.ID)
	if err != nil {
		return err
	}
	for _, n := range newest {
		if strings.HasPrefix(f.Runtime.String(), n.language) {
			return w.advise("whether the code and its packages run on another version only its tests can tell: run them on "+n.runtime+", build native packages again, and look at what changed between the versions",
				properties(field("Runtime", splice.Text(n.runtime))))
		}
	}
	return advise("which runtime comes after it is not known")
}
