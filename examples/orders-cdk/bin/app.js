// The orders of a shop: an API that takes them, a table and a bucket that keep them, a nightly report.
// Some of it is wrong on purpose: see README.md.
const { App, CfnOutput, Duration, NestedStack, RemovalPolicy, Stack } = require("aws-cdk-lib");
const { HttpApi, HttpMethod } = require("aws-cdk-lib/aws-apigatewayv2");
const { HttpLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { AttributeType, Table } = require("aws-cdk-lib/aws-dynamodb");
const { Rule, Schedule } = require("aws-cdk-lib/aws-events");
const { LambdaFunction } = require("aws-cdk-lib/aws-events-targets");
const { PolicyStatement } = require("aws-cdk-lib/aws-iam");
const { Code, Function, Runtime, Tracing } = require("aws-cdk-lib/aws-lambda");
const { RetentionDays } = require("aws-cdk-lib/aws-logs");
const { Bucket } = require("aws-cdk-lib/aws-s3");

// DataStack keeps the orders.
class DataStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.table = new Table(this, "Orders", { partitionKey: { name: "id", type: AttributeType.STRING } });
    this.receipts = new Bucket(this, "Receipts", { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
  }
}

// ReportStack adds up the orders of a day. It is nested in the stack of the API.
class ReportStack extends NestedStack {
  constructor(scope, id, { table }) {
    super(scope, id);
    const report = new Function(this, "Nightly", {
      runtime: Runtime.PYTHON_3_13,
      handler: "app.handler",
      code: Code.fromAsset("functions/reports"),
      environment: { TABLE: table.tableName },
      logRetention: RetentionDays.ONE_MONTH,
      tracing: Tracing.ACTIVE,
    });
    report.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:*"], resources: ["*"] })); // wrong: it reads one table
    new Rule(this, "EveryNight", { schedule: Schedule.rate(Duration.days(1)), targets: [new LambdaFunction(report)] });
  }
}

// ApiStack takes the orders.
class ApiStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const { table, receipts } = props.data;
    const handler = new Function(this, "Handler", {
      runtime: Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: Code.fromAsset("functions/orders"),
      environment: {
        TABLE: table.tableName,
        RECEIPTS: receipts.bucketName,
        PAYMENT_PASSWORD: "correct-horse-battery-9", // wrong: everybody who may read the function may read it
      },
      tracing: Tracing.ACTIVE,
    });
    table.grantWriteData(handler);
    receipts.grantPut(handler);
    const api = new HttpApi(this, "Api");
    api.addRoutes({ // wrong: nobody has to say who they are
      path: "/orders",
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration("Orders", handler),
    });
    new ReportStack(this, "Reports", { table });
    new CfnOutput(this, "Endpoint", { value: api.apiEndpoint });
  }
}

const app = new App();
const env = { account: "111122223333", region: "eu-west-1" };
const data = new DataStack(app, "OrdersData", { env });
new ApiStack(app, "OrdersApi", { env, data });
