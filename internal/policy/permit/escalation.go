package permit

import (
	"sync"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// turning are the actions that published ways to more permissions turn on: of each way the one that
// does it, not those that only prepare or set off. A test holds them to rules/escalation.
var turning = []string{
	"iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
	"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PassRole",
	"iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy",
	"iam:UpdateLoginProfile", "sts:AssumeRole",
	"apprunner:UpdateService", "bedrock-agentcore:InvokeCodeInterpreter",
	"cloudformation:CreateChangeSet", "cloudformation:UpdateStack",
	"codebuild:StartBuild", "codebuild:StartBuildBatch",
	"ec2-instance-connect:SendSSHPublicKey", "ec2:CreateLaunchTemplateVersion", "ec2:ModifyInstanceAttribute",
	"glue:UpdateDevEndpoint", "lambda:UpdateFunctionCode",
	"sagemaker:CreatePresignedNotebookInstanceUrl", "sagemaker:UpdateNotebookInstance",
	"ssm:SendCommand", "ssm:StartSession",
}

var escalating = sync.OnceValue(func() map[catalogue.Action]bool {
	out := map[catalogue.Action]bool{}
	for _, name := range turning {
		if a, ok := catalogue.LookupAction(name); ok {
			out[a] = true
		}
	}
	return out
})
