/* The stage through a whole pass: repositories as people lay them out, and what is told of them. */
#include "tests/support/pass.h"

#include "engine/rules/ruleset.h"
#include "engine/source/open.h"

enum { FILES_MAX = 5 };

typedef struct file {
    const char *path, *text;
} file;

/* "RULE FILE:LINE WORDS" of each finding, WORDS being what its message says of actions. */
typedef struct privilege_case {
    const char *name;
    file files[FILES_MAX];
    const char *found;
} privilege_case;

#define SAM                                                                                        \
    "Transform: AWS::Serverless-2016-10-31\n"                                                      \
    "Resources:\n"                                                                                 \
    "  F:\n"                                                                                       \
    "    Type: AWS::Serverless::Function\n"                                                        \
    "    Properties:\n"                                                                            \
    "      CodeUri: src/\n"                                                                        \
    "      Handler: app.handler\n"                                                                 \
    "      Runtime: python3.12\n"                                                                  \
    "      Policies:\n"
#define ALLOW(actions)                                                                             \
    "        - Statement:\n"                                                                       \
    "            - Effect: Allow\n"                                                                \
    "              Action: " actions "\n"                                                          \
    "              Resource: '*'\n"
#define SLS                                                                                        \
    "provider:\n"                                                                                  \
    "  name: aws\n"                                                                                \
    "  runtime: nodejs20.x\n"                                                                      \
    "  iam:\n"                                                                                     \
    "    role:\n"                                                                                  \
    "      statements:\n"                                                                          \
    "        - Effect: Allow\n"                                                                    \
    "          Action: [s3:PutObject, s3:DeleteObject]\n"                                          \
    "          Resource: '*'\n"                                                                    \
    "functions:\n"                                                                                 \
    "  f:\n"                                                                                       \
    "    handler: src/f.handler\n"

static const privilege_case cases[] = {
    {"what the code calls is allowed, and nothing else",
     {{"template.yaml", SAM ALLOW("[s3:GetObject, s3:ListBucket]")},
      {"src/app.py", "import boto3\ns3 = boto3.client('s3')\ndef handler(e, c):\n"
                     "  s3.get_object(Bucket='b', Key='k')\n"
                     "  s3.get_paginator('list_objects_v2')\n"}},
     ""},
    {"an action that no code calls",
     {{"template.yaml", SAM ALLOW("[s3:GetObject, s3:DeleteObject]")},
      {"src/app.py", "import boto3\ndef handler(e, c):\n"
                     "  boto3.client('s3').get_object(Bucket='b', Key='k')\n"}},
     "unused-action template.yaml:11 F may do what no code calls: s3:DeleteObject; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"]} on the same resources"},
    {"a wildcard",
     {{"template.yaml", SAM ALLOW("s3:*")},
      {"src/app.py", "import boto3\nb = boto3.resource('s3').Bucket('b')\ndef handler(e, c):\n"
                     "  b.upload_file('f', 'k')\n"}},
     "wildcard template.yaml:11 F may do all that s3:* stands for; this suffices: {\"Effect\": "
     "\"Allow\", \"Action\": [\"s3:PutObject\"]} on the same resources"},
    {"a policy template whose actions are not called at all",
     {{"template.yaml", SAM "        - SNSPublishMessagePolicy: {TopicName: t}\n"},
      {"src/app.py", "import boto3\ndef handler(e, c): pass\n"}},
     "unused-action template.yaml:10 F may do what no code calls: sns:Publish (by the policy "
     "template SNSPublishMessagePolicy); none of its actions is called, so that the policy can go"},
    {"a call that is not allowed is told where it is made",
     {{"template.yaml", SAM ALLOW("[s3:GetObject]")},
      {"src/app.py", "import boto3\nc = boto3.client('s3')\ndef handler(e, x):\n"
                     "  c.get_object()\n  c.put_object()\n"}},
     "missing-action src/app.py:5 F calls what its policy does not allow: s3:PutObject"},
    {"calls in what the handler imports, not in what it does not",
     {{"template.yaml", SAM ALLOW("[dynamodb:PutItem, dynamodb:Scan]")},
      {"src/app.py", "from store import save\ndef handler(e, c):\n  save(e)\n"},
      {"src/store.py", "import boto3\nt = boto3.resource('dynamodb').Table('t')\n"
                       "def save(x):\n  t.put_item(Item=x)\n"},
      {"src/other.py", "import boto3\nboto3.client('dynamodb').scan()\n"}},
     "unused-action template.yaml:11 F may do what no code calls: dynamodb:Scan; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"dynamodb:PutItem\"]} on the same resources"},
    {"a client that is handed to other code",
     {{"template.yaml", SAM ALLOW("[sqs:SendMessage]")},
      {"src/app.py", "import boto3\nimport out\ndef handler(e, c):\n"
                     "  out.send(boto3.client('sqs'))\n"},
      {"src/out.py", "def send(client):\n  client.send_message(QueueUrl='u')\n"}},
     ""},
    {"a call by a name that only running tells leaves nothing unused",
     {{"template.yaml", SAM ALLOW("[s3:GetObject, sns:Publish]")},
      {"src/app.py", "import boto3\ns3 = boto3.client('s3')\ndef handler(e, c):\n"
                     "  getattr(s3, e['do'])()\n"}},
     "dynamic-call template.yaml:11 whether F needs s3:GetObject cannot be told: src/app.py "
     "chooses "
     "what it calls when it runs; "
     "unused-action template.yaml:11 F may do what no code calls: sns:Publish; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"]} on the same resources, and what "
     "src/app.py calls by a name that is known only when it runs"},
    {"code that is not there is not judged",
     {{"template.yaml", SAM ALLOW("[s3:GetObject]")}, {"other.py", "import boto3\n"}},
     ""},
    {"what the platform does for the function is not judged",
     {{"template.yaml", SAM ALLOW("['logs:PutLogEvents', 'xray:PutTraceSegments', 'kms:Decrypt']")},
      {"src/app.py", "import boto3\n"}},
     ""},
    {"a role from elsewhere may allow what is called",
     {{"template.yaml", SAM "        - !Ref Elsewhere\n"},
      {"src/app.py", "import boto3\nboto3.client('s3').get_object()\n"}},
     ""},
    {"a role of CloudFormation with a managed policy",
     {{"stack.json",
       "{\"Resources\": {\"F\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"Code\": "
       "\"fn\", \"Handler\": \"index.handler\", \"Runtime\": \"nodejs20.x\",\n\"Role\": "
       "{\"Fn::GetAtt\": [\"R\", \"Arn\"]}}},\n\"R\": {\"Type\": \"AWS::IAM::Role\", "
       "\"Properties\": {\"ManagedPolicyArns\": [\n\"arn:aws:iam::aws:policy/AmazonS3FullAccess\"]}"
       "}}}\n"},
      {"fn/index.mjs",
       "import {S3Client, GetObjectCommand} from '@aws-sdk/client-s3';\n"
       "export const handler = () => new S3Client({}).send(new GetObjectCommand({}));\n"}},
     "wildcard stack.json:4 F may do all that s3:* stands for (by the managed policy "
     "AmazonS3FullAccess); this suffices: {\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"]} "
     "on "
     "the same resources"},
    {"a policy of CloudFormation for the role of code in the template",
     {{"stack.yaml", "Resources:\n"
                     "  F:\n"
                     "    Type: AWS::Lambda::Function\n"
                     "    Properties:\n"
                     "      Runtime: python3.12\n"
                     "      Role: !GetAtt R.Arn\n"
                     "      Code:\n"
                     "        ZipFile: |\n"
                     "          import boto3\n"
                     "          boto3.client('ec2').describe_instances()\n"
                     "  R:\n"
                     "    Type: AWS::IAM::Role\n"
                     "  P:\n"
                     "    Type: AWS::IAM::Policy\n"
                     "    Properties:\n"
                     "      Roles: [!Ref R]\n"
                     "      PolicyDocument:\n"
                     "        Statement:\n"
                     "          - Effect: Allow\n"
                     "            Action: ['ec2:DescribeInstances', 'ec2:RunInstances']\n"}},
     "unused-action stack.yaml:19 F may do what no code calls: ec2:RunInstances; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"ec2:DescribeInstances\"]} on the same resources"},
    {"the role of the Serverless Framework is for all its functions",
     {{"serverless.yml", SLS "  g:\n    handler: src/g.handler\n"},
      {"src/f.ts", "import * as AWS from 'aws-sdk';\nconst s3 = new AWS.S3();\n"
                   "export const handler = () => s3.putObject({}).promise();\n"},
      {"src/g.js", "const {S3Client, DeleteObjectCommand} = require('@aws-sdk/client-s3');\n"
                   "exports.handler = () => new S3Client().send(new DeleteObjectCommand({}));\n"}},
     ""},
    {"an action that none of its functions calls",
     {{"serverless.yml", SLS},
      {"src/f.ts", "import { S3 } from '@aws-sdk/client-s3';\nimport { up } from './up';\n"
                   "export const handler = () => up(new S3({}));\n"},
      {"src/up.ts", "import { S3 } from '@aws-sdk/client-s3';\n"
                    "export function up(s: S3) { return s.putObject({}); }\n"}},
     "unused-action serverless.yml:7 f may do what no code calls: s3:DeleteObject; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"s3:PutObject\"]} on the same resources"},
    {"a role of Terraform with a document and an archive of a folder",
     {{"infra/main.tf",
       "data \"archive_file\" \"z\" {\n  source_dir = \"${path.module}/../fn\"\n"
       "  output_path = \"z.zip\"\n}\n"
       "resource \"aws_lambda_function\" \"f\" {\n  function_name = \"orders\"\n"
       "  filename = data.archive_file.z.output_path\n  handler = \"app.handler\"\n"
       "  runtime = \"python3.12\"\n  role = aws_iam_role.r.arn\n}\n"
       "resource \"aws_iam_role\" \"r\" {}\n"
       "resource \"aws_iam_role_policy\" \"p\" {\n  role = aws_iam_role.r.id\n"
       "  policy = data.aws_iam_policy_document.d.json\n}\n"},
      {"infra/policy.tf",
       "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n"
       "    actions = [\"s3:GetObject\", \"s3:PutObject\"]\n    resources = [\"*\"]\n  }\n}\n"},
      {"fn/app.py", "import boto3\ns3 = boto3.client('s3')\ndef handler(e, c):\n"
                    "  s3.download_file('b', 'k', 'f')\n"}},
     "unused-action infra/policy.tf:2 orders may do what no code calls: s3:PutObject; this "
     "suffices: {\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"]} on the same resources"},
    {"policies of Terraform that are encoded, attached and managed",
     {{"main.tf",
       "resource \"aws_lambda_function\" \"f\" {\n  filename = \"f.zip\"\n"
       "  handler = \"index.handler\"\n  runtime = \"nodejs20.x\"\n  role = aws_iam_role.r.arn\n}\n"
       "data \"archive_file\" \"z\" {\n  source_file = \"index.js\"\n  output_path = \"f.zip\"\n}\n"
       "resource \"aws_iam_role\" \"r\" {}\n"
       "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Statement = [{\n"
       "      Effect = \"Allow\"\n      Action = \"dynamodb:*\"\n      Resource = \"*\"\n    }]\n  "
       "})\n}\n"
       "resource \"aws_iam_role_policy_attachment\" \"a\" {\n  role = aws_iam_role.r.name\n"
       "  policy_arn = aws_iam_policy.p.arn\n}\n"
       "resource \"aws_iam_role_policy_attachment\" \"m\" {\n  role = aws_iam_role.r.name\n"
       "  policy_arn = \"arn:aws:iam::aws:policy/AmazonSQSFullAccess\"\n}\n"},
      {"index.js", "const { DynamoDB } = require('aws-sdk');\n"
                   "const db = new DynamoDB.DocumentClient();\n"
                   "exports.handler = () => db.put({}).promise();\n"}},
     "wildcard main.tf:14 f may do all that dynamodb:* stands for; this suffices: {\"Effect\": "
     "\"Allow\", \"Action\": [\"dynamodb:PutItem\"]} on the same resources; "
     "wildcard main.tf:27 f may do all that sqs:* stands for (by the managed policy "
     "AmazonSQSFullAccess); none of its actions is called, so that the policy can go"},
    {"Go with both SDKs",
     {{"template.yaml",
       "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
       "      CodeUri: fn\n      Handler: bootstrap\n      Runtime: provided.al2023\n"
       "      Policies:\n" ALLOW("[s3:ListBucket, s3:GetObject, sqs:*]")},
      {"fn/main.go",
       "package main\nimport (\n\"github.com/aws/aws-sdk-go-v2/service/s3\"\n"
       "\"github.com/aws/aws-sdk-go/service/sqs\"\n)\n"
       "type app struct { c *s3.Client }\n"
       "func (a *app) run() {\n p := s3.NewListObjectsV2Paginator(a.c, nil)\n"
       " a.c.GetObject(nil, p)\n}\n"
       "func main() {\n q := sqs.New(nil)\n q.SendMessageWithContext(nil, nil)\n}\n"}},
     "wildcard template.yaml:10 F may do all that sqs:* stands for; this suffices: {\"Effect\": "
     "\"Allow\", \"Action\": [\"s3:GetObject\", \"s3:ListBucket\", \"sqs:SendMessage\"]} on the "
     "same resources"},
    {"Java with both SDKs",
     {{"template.yaml",
       "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
       "      CodeUri: target/f.jar\n      Handler: a.H\n      Runtime: java21\n"
       "      Policies:\n" ALLOW("[s3:PutObject, s3:DeleteObject, ssm:GetParameter]")},
      {"src/main/java/a/H.java",
       "package a;\nimport software.amazon.awssdk.services.s3.S3Client;\n"
       "import com.amazonaws.services.simplesystemsmanagement.AWSSimpleSystemsManagement;\n"
       "class H {\n S3Client s3 = S3Client.builder().build();\n"
       " void m(AWSSimpleSystemsManagement ssm) {\n  s3.putObject(r, b);\n  ssm.getParameter(q);\n "
       "}\n}\n"}},
     "unused-action template.yaml:10 F may do what no code calls: s3:DeleteObject; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"s3:PutObject\", \"ssm:GetParameter\"]} on the same "
     "resources"},
    {"a package that makes calls of its own",
     {{"template.yaml", SAM ALLOW("[dynamodb:Scan, sns:Publish]")},
      {"src/app.py", "from pynamodb.models import Model\ndef handler(e, c): pass\n"}},
     "dynamic-call template.yaml:11 whether F needs dynamodb:Scan cannot be told: the package "
     "pynamodb makes calls of its own; "
     "unused-action template.yaml:11 F may do what no code calls: sns:Publish; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"dynamodb:Scan\"]} on the same resources, and what the "
     "package pynamodb calls"},
    {"a service that reads with the caller's rights",
     {{"template.yaml", SAM ALLOW("[rekognition:DetectLabels, s3:GetObject, s3:PutObject]")},
      {"src/app.py", "import boto3\ndef handler(e, c):\n"
                     "  boto3.client('rekognition').detect_labels(Image={})\n"}},
     "unused-action template.yaml:11 F may do what no code calls: s3:PutObject; this suffices: "
     "{\"Effect\": \"Allow\", \"Action\": [\"rekognition:DetectLabels\", \"s3:GetObject\"]} on the "
     "same "
     "resources"},
    {"a call that one of the functions of its file may make is not missing",
     {{"serverless.yml", "provider:\n  name: aws\n  runtime: python3.12\nfunctions:\n"
                         "  f:\n    handler: app.f\n    iamRoleStatements:\n      - Effect: Allow\n"
                         "        Action: [s3:PutObject]\n  g:\n    handler: app.g\n"},
      {"app.py", "import boto3\ns3 = boto3.client('s3')\ndef f(e, c):\n  s3.put_object()\n"
                 "def g(e, c):\n  s3.get_object()\n"}},
     "missing-action app.py:6 f, g call what their policies do not allow: s3:GetObject"},
    {"tests beside the code are no part of it",
     {{"template.yaml",
       "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
       "      CodeUri: fn\n      Handler: bootstrap\n      Runtime: provided.al2023\n"
       "      Policies:\n" ALLOW("[s3:GetObject]")},
      {"fn/main.go", "package main\nfunc main() {}\n"},
      {"fn/main_test.go", "package main\nimport \"github.com/aws/aws-sdk-go/service/s3\"\n"
                          "func f() { s3.New(nil).GetObject(nil) }\n"}},
     "unused-action template.yaml:10 F may do what no code calls: s3:GetObject; none of its "
     "actions "
     "is called, so that the statement can go"},
};

static sl_str words_of(const sl_finding *f)
{
    sl_str id = f->rule->id;
    return sl_str_sub(id, sl_str_chr(id, '.') + 1, id.n);
}

static sl_str scan(sl_arena *mem, const privilege_case *c)
{
    sl_err e = {0};
    const sl_rules_spec rules_spec = {0};
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("privilege"));
    sl_ruleset *rules = NULL;
    sl_options *options = NULL;
    sl_source *source;
    sl_pass_result result = {0};
    sl_str paths[FILES_MAX];
    sl_str texts[FILES_MAX];
    size_t n = 0;
    for (; n < FILES_MAX && c->files[n].path; n++) { /* units are in the order of their paths */
        size_t at = n;
        for (; at && sl_str_cmp(paths[at - 1], sl_str_of(c->files[n].path)) > 0; at--) {
            paths[at] = paths[at - 1];
            texts[at] = texts[at - 1];
        }
        paths[at] = sl_str_of(c->files[n].path);
        texts[at] = sl_str_of(c->files[n].text);
    }
    assert_ok(sl_ruleset_load(&rules, mem, kind, &rules_spec, &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("test"), NULL, &e), &e);
    assert_ok(sl_source_memory(&source, mem, paths, texts, n, &e), &e);
    sl_pass_scanner scanner = {kind, options, rules, SL_S("privilege")};
    sl_pass_spec spec = {.source = source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    assert_ok(sl_pass_run(&result, mem, &spec, &e), &e);
    sl_source_close(source);
    sl_str out = SL_S("");
    for (size_t i = 0; i < result.units.n; i++)
        assert_int_not_equal(result.units.v[i].state, SL_UNIT_FAILED);
    for (size_t i = 0; i < result.findings.n; i++) {
        const sl_finding *f = &result.findings.v[i];
        out = sl_printf(mem, "%.*s%s%.*s %.*s:%u %.*s", SL_FMT(out), i ? "; " : "",
                        SL_FMT(words_of(f)), SL_FMT(f->file), f->region.line, SL_FMT(f->message));
    }
    return out;
}

static void policies_are_compared_with_code(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str found = scan(*state, &cases[i]);

        if (!sl_str_is(found, cases[i].found))
            fail_msg("%s:\nfound  %.*s\nwanted %s", cases[i].name, SL_FMT(found), cases[i].found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(policies_are_compared_with_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
