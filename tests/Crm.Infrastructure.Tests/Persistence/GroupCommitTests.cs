using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class GroupCommitTests : IDisposable
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 500, 5];

    private readonly List<int[]> committed = [];
    private readonly SemaphoreSlim gate = new(0);

    [Fact]
    public async Task What_comes_during_a_commit_goes_together_into_the_next_and_each_has_its_own_answer()
    {
        var commits = Create(lanes: 1);
        await BeginAsync(commits);
        Task<int>[] others = [.. Enumerable.Range(1, 5).Select(commits.AddAsync)];
        Open();

        (await Task.WhenAll(others)).ShouldBe([10, 20, 30, 40, 50]);
        committed.ShouldBe([
            [0],
            [1, 2, 3, 4, 5],
        ]);
    }

    [Fact]
    public async Task A_group_has_no_more_than_its_bounds_and_what_is_larger_goes_alone()
    {
        var commits = Create(lanes: 1, mostItems: 3, mostBytes: 100);
        await BeginAsync(commits);
        Task<int>[] all = [.. Sizes.Select(commits.AddAsync)];
        Open();
        await Task.WhenAll(all);

        committed.ShouldBe([
            [0],
            [1, 2, 3],
            [4],
            [500],
            [5],
        ]);
    }

    [Fact]
    public async Task One_that_the_database_refuses_fails_alone()
    {
        var commits = Create(lanes: 1);
        await BeginAsync(commits);
        var (good, bad, last) = (commits.AddAsync(1), commits.AddAsync(-2), commits.AddAsync(3));
        Open();

        (await good).ShouldBe(10);
        (await last).ShouldBe(30);
        await Should.ThrowAsync<PostgresException>(bad);
    }

    [Fact]
    public async Task An_outage_fails_all_that_were_in_the_commit_and_none_that_come_later()
    {
        var isAway = true;
        var commits = new GroupCommit<int, int>(
            lanes: 1,
            leastForAnotherLane: 1,
            mostItems: 8,
            mostBytes: 8,
            _ => 1,
            (group, _) => isAway ? throw new NpgsqlException("away") : Task.FromResult<IReadOnlyList<int>>([.. group])
        );

        await Should.ThrowAsync<NpgsqlException>(() => commits.AddAsync(1));
        isAway = false;
        (await commits.AddAsync(2)).ShouldBe(2);
    }

    [Fact]
    public async Task One_that_has_to_wait_alone_keeps_nobody_back()
    {
        using var refused = new SemaphoreSlim(0);
        var commits = new GroupCommit<int, int>(
            lanes: 1,
            leastForAnotherLane: 1,
            mostItems: 8,
            mostBytes: 8,
            _ => 1,
            async (group, isAlone) =>
            {
                if (isAlone && group.Contains(-1))
                {
                    await refused.WaitAsync();
                }

                return group.Contains(-1) && !isAlone
                    ? throw new PostgresException("locked", "ERROR", "ERROR", "55P03")
                    : [.. group];
            }
        );

        var waiting = commits.AddAsync(-1);
        (await commits.AddAsync(1).WaitAsync(Poll.Patience)).ShouldBe(1);
        waiting.IsCompleted.ShouldBeFalse();
        refused.Release();
        (await waiting).ShouldBe(-1);
    }

    [Fact]
    public async Task The_last_of_a_burst_is_never_left_behind()
    {
        Open();
        var commits = Create(lanes: 3, leastForAnotherLane: 4);
        for (var burst = 0; burst < 500; burst++)
        {
            var all = Enumerable.Range(0, 20).Select(number => Task.Run(() => commits.AddAsync(number)));
            var answers = await Task.WhenAll(all).WaitAsync(Poll.Patience);

            answers.ShouldBe(Enumerable.Range(0, 20).Select(number => number * 10));
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>A commit is under way, and stays so until the gate opens.</summary>
    private async Task BeginAsync(GroupCommit<int, int> commits)
    {
        _ = commits.AddAsync(0);
        await Poll.UntilAsync(() => committed.Count == 1, "no commit began");
    }

    private void Open() => gate.Release(100_000);

    private GroupCommit<int, int> Create(
        int lanes,
        int leastForAnotherLane = 1,
        int mostItems = 32,
        long mostBytes = 1_000
    ) =>
        new(
            lanes,
            leastForAnotherLane,
            mostItems,
            mostBytes,
            item => item,
            async (group, _) =>
            {
                lock (committed)
                {
                    committed.Add([.. group]);
                }

                await gate.WaitAsync();
                return group.Any(item => item < 0)
                    ? throw new PostgresException("refused", "ERROR", "ERROR", "23514")
                    : [.. group.Select(item => item * 10)];
            }
        );
}
