namespace Crm.TestKit;

/// <summary>Makes a value at the first call; a failure is not kept, so the next caller sees its own.</summary>
internal sealed class AsyncOnce<T>(Func<Task<T>> make) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private T? value;

    public async Task<T> GetAsync()
    {
        await gate.WaitAsync();
        try
        {
            return value ??= await make();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
