package cdk

import "testing"

// The paths of the functions that aws-cdk-lib 2.60, 2.130 and 2.276 made of an application with every
// construct that brings one, and those that the application asked for.
func TestHelpersByPath(t *testing.T) {
	for path, want := range map[string]bool{
		"Other/Custom::CrossRegionExportReaderCustomResourceProvider/Handler":                                                     true,
		"Svc/Custom::CrossRegionExportWriterCustomResourceProvider/Handler":                                                       true,
		"Svc/Custom::CrossRegionStringParameterReaderCustomResourceProvider/Handler":                                              true,
		"Svc/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler":                                                           true,
		"Svc/Custom::ECRAutoDeleteImagesCustomResourceProvider/Handler":                                                           true,
		"Svc/Custom::VpcRestrictDefaultSGCustomResourceProvider/Handler":                                                          true,
		"Svc/Custom::AWSCDKOpenIdConnectProviderCustomResourceProvider/Handler":                                                   true,
		"Svc/AWSCDK.TriggerCustomResourceProviderCustomResourceProvider/Handler":                                                  true,
		"Svc/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/Resource":                                                               true,
		"Svc/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/ServiceRole/DefaultPolicy/Resource":                                     true,
		"Svc/BucketNotificationsHandler050a0587b7544547bf325f094a3db834/Role/Resource":                                            true,
		"Svc/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/Resource":                                                true,
		"Svc/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB/Resource":                                          true,
		"Svc/Deploy/AwsCliLayer/Resource":                                                                                         true,
		"Svc/AWS679f53fac002430cb0da5b7982bd2287/ServiceRole/Resource":                                                            true,
		"Svc/AWSb4cf1abd4e4f4bc699441af7ccd9ec37/Resource":                                                                        true,
		"Svc/SingletonLambda224e77f9a32e4b4dac32983477abba16/Resource":                                                            true,
		"Svc/Evalda2d1181604e4a4586941a6abd7fe42d/Resource":                                                                       true,
		"Svc/EvalServiceRolef4f556a4ef7a49cd8036c5b0567376fd/Resource":                                                            true,
		"Svc/Prov/framework-onEvent/Resource":                                                                                     true,
		"Svc/Prov/framework-isComplete/ServiceRole/DefaultPolicy/Resource":                                                        true,
		"Svc/Prov/waiter-state-machine/Role/Resource":                                                                             true,
		"Svc/Cert/CertificateRequestorFunction/ServiceRole/Resource":                                                              true,
		"Svc/Fleet/DrainECSHook/Function/Resource":                                                                                true,
		"Svc/@aws-cdk--aws-dynamodb.ReplicaProvider/OnEventHandler/Resource":                                                      true,
		"Svc/@aws-cdk--aws-eks.ClusterResourceProvider/Provider/framework-onTimeout/Resource":                                     true,
		"Svc/@aws-cdk--aws-eks.KubectlProvider/Handler/Resource":                                                                  true,
		"Svc/@aws-cdk--aws-eks.KubectlProvider.NestedStack/@aws-cdk--aws-eks.KubectlProvider.NestedStackResource":                 true,
		"Svc/Glob/SourceTableAttachedManagedPolicy-SvcawscdkawsdynamodbReplicaProviderOnEventHandlerServiceRoleF0209D5E/Resource": true,

		"Svc/Handler/Resource":                             false,
		"Svc/Handler/ServiceRole/DefaultPolicy/Resource":   false,
		"Svc/Acr/CustomResourcePolicy/Resource":            false,
		"Svc/SingletonLambdaaaaabbbb/Resource":             false,
		"Svc/Custom::OrdersCustomResourceProvider/Handler": false,
		"Svc/Bucket/Notifications/HandlerPolicy/Resource":  false,
		"Svc/Eks/KubectlHandlerRole/Resource":              false,
		"Svc/LogRetention/Resource":                        false,
		"Svc/Evaluation/Resource":                          false,
		"framework-onEvent/Handler/Resource":               false,
		"Svc/my-framework-onEvent/Resource":                false,
	} {
		if got := byLibrary(nil, path, "X"); got != want {
			t.Errorf("%s is made by the library: %t, want %t", path, got, want)
		}
	}
}

func TestHelpersByLogicalID(t *testing.T) {
	for id, want := range map[string]bool{
		"CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F":           true,
		"CustomS3AutoDeleteObjectsCustomResourceProviderRole3B1BD092":              true,
		"CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C81C01536":        true,
		"LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aServiceRole9741ECFB":          true,
		"BucketNotificationsHandler050a0587b7544547bf325f094a3db834RoleB6FB88EC":   true,
		"AWS679f53fac002430cb0da5b7982bd22872D164C4C":                              true,
		"AWSCDKTriggerCustomResourceProviderCustomResourceProviderHandler97BECD91": true,
		"ProviderframeworkonEvent83C1D0A7":                                         true,
		"ProvframeworkisCompleteServiceRole2566165E":                               true,

		"frameworkonEvent": false,
		"CustomOrdersCustomResourceProviderHandler9D90184F": false,
		"LogRetention9741ECFB":                              false,
		"Handler886CB40B":                                   false,
	} {
		if got := byLibrary(nil, "", id); got != want {
			t.Errorf("%s is made by the library: %t, want %t", id, got, want)
		}
	}
}
