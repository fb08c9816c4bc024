class Run {
    void run(ScriptEngine engine, String text) throws Exception {
        // ruleid: java-script-engine-eval
        engine.eval(text);
        // ruleid: java-script-engine-eval
        new SpelExpressionParser().parseExpression(text);
        // ok: java-script-engine-eval
        engine.eval("1 + 1");
        // ok: java-script-engine-eval
        new SpelExpressionParser().parseExpression("name.length()");
    }
}
