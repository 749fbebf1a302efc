namespace Crm.TestKit;

/// <summary>Makes a value at the first call; a failure is not kept, so the next caller sees its own.</summary>
internal sealed class AsyncOnce<T>(Func<Task<T>> make) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private T? _value;

    public async Task<T> GetAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return _value ??= await make();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
