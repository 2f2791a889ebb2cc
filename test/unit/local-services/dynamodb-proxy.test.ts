import { askForCapacity } from '../../../infra/local/services/dynamodb-proxy.ts';
import { findJava, majorVersion } from '../../../infra/local/services/java.ts';

const asked = (body: string) => JSON.parse(askForCapacity(Buffer.from(body)).toString());

describe('the question for consumed capacity', () => {
  test('is added to what does not ask', () => {
    expect(asked('{"TableName":"t"}')).toEqual({ TableName: 't', ReturnConsumedCapacity: 'INDEXES' });
  });
  test('is raised where less is asked', () => {
    expect(asked('{"TableName":"t","ReturnConsumedCapacity":"NONE"}').ReturnConsumedCapacity).toBe('INDEXES');
  });
  test('is not confused by data of that name', () => {
    expect(asked('{"Item":{"ReturnConsumedCapacity":{"S":"x"}}}')).toEqual({
      Item: { ReturnConsumedCapacity: { S: 'x' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
  });
  test('leaves an empty request as it is', () => {
    expect(asked('{}')).toEqual({});
  });
});

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ['The operation could not be completed.', undefined],
])('the version in %s', (output, version) => {
  expect(majorVersion(output)).toBe(version);
});

test('a missing Java says what to install, or what to set', async () => {
  const search = findJava({ PATH: '', JAVA_HOME: '/nowhere' });
  await expect(search).rejects.toThrow(
    /openjdk-17-jre-headless[\s\S]*brew install[\s\S]*winget[\s\S]*OMS_DYNAMODB_ENDPOINT/,
  );
});
