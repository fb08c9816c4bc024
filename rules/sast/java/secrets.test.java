import java.sql.DriverManager;

class Secrets {
    // ruleid: java-hardcoded-password
    private static final String DB_PASSWORD = "h4rDt0guess!";
    // ok: java-hardcoded-password
    private static final String PASSWORD = "app.db.password";

    void connect(String password) throws Exception {
        // ruleid: java-hardcoded-password
        DriverManager.getConnection("jdbc:mysql://db/app", "app", "h4rDt0guess!");
        // ok: java-hardcoded-password
        DriverManager.getConnection("jdbc:mysql://db/app", "app", password);
        // ok: java-hardcoded-password
        source.setPassword(System.getenv("DB_PASSWORD"));
        // ruleid: java-aws-key-literal
        new BasicAWSCredentials("AKIDEXAMPLE", "madeUpSecretForATest");
        // ok: java-aws-key-literal
        new BasicAWSCredentials(id, secret);
    }

    void log(String user, String password) {
        // ruleid: java-secret-logged
        log.info("login {} {}", user, password);
        // ruleid: java-secret-logged
        logger.debug("token is " + accessToken);
        // ok: java-secret-logged
        log.info("login {}", user);
    }

    void infrastructure() {
        // ruleid: java-lambda-wildcard-policy
        PolicyStatement.Builder.create().effect(Effect.ALLOW).actions(List.of("*"));
        // ok: java-lambda-wildcard-policy
        PolicyStatement.Builder.create().effect(Effect.ALLOW).actions(List.of("s3:GetObject"));
        // ruleid: java-lambda-url-no-auth
        FunctionUrlOptions.builder().authType(FunctionUrlAuthType.NONE).build();
        // ok: java-lambda-url-no-auth
        FunctionUrlOptions.builder().authType(FunctionUrlAuthType.AWS_IAM).build();
    }
}
