using System;

public class Mistakes
{
    public void One()
    {
        try { Work(); }
        // ruleid: csharp-exception-swallowed
        catch (Exception) { }
        try { Work(); }
        // ok: csharp-exception-swallowed
        catch (Exception e) { Log(e); }
        try
        {
            Work();
        }
        catch (IOException e)
        {
            // ruleid: csharp-exception-rethrown-anew
            throw e;
        }
        try
        {
            Work();
        }
        catch (IOException e)
        {
            // ok: csharp-exception-rethrown-anew
            throw;
        }
    }

    // ruleid: csharp-async-void
    public async void Save() { await Work(); }

    // ok: csharp-async-void
    public async Task SaveTask() { await Work(); }

    // ok: csharp-async-void
    private async void Button_Click(object sender, EventArgs e) { await Work(); }

    public async Task<string> Fetch()
    {
        // ruleid: csharp-task-blocked
        var text = client.GetStringAsync("https://example.org").Result;
        // ok: csharp-task-blocked
        var more = await client.GetStringAsync("https://example.org");
        return text + more;
    }

    public bool Two(int a, int b, double d)
    {
        // ruleid: csharp-same-operands
        var same = a == a;
        // ok: csharp-same-operands
        var other = a == b;
        // ruleid: csharp-same-branches
        var c = a > b ? a : a;
        // ok: csharp-same-branches
        var e = a > b ? a : b;
        // ruleid: csharp-lock-on-public
        lock (this) { Work(); }
        // ok: csharp-lock-on-public
        lock (_gate) { Work(); }
        // ruleid: csharp-nan-compared
        var bad = d == double.NaN;
        // ok: csharp-nan-compared
        var good = double.IsNaN(d);
        return same;
    }

    public void Three()
    {
        // ruleid: csharp-stream-not-disposed
        var s = new FileStream("a", FileMode.Open);
        Work();
        s.Close();
    }

    public void Four()
    {
        // ok: csharp-stream-not-disposed
        using var s = new FileStream("a", FileMode.Open);
        Work();
    }
}
